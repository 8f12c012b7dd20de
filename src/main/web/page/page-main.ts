// Runs in the page's own world, before any script of the page, in every frame: what would open a native dialog asks us instead.
// A page can undo this for itself; then nothing opens at all (dialogs are off in its preferences).

const address = "virtu-page://ask/";

/** A synchronous request is what makes `alert` stop the page, as it must. The answer comes when the person has answered. */
const { open, send } = XMLHttpRequest.prototype;
const { parse, stringify } = JSON;

interface Answer {
  readonly accept: boolean;
  readonly text: string | null;
}

function ask(what: string, body: object): Answer {
  try {
    const request = new XMLHttpRequest();
    open.call(request, "POST", address + what, false);
    send.call(request, stringify(body));
    return parse(request.responseText) as Answer;
  } catch {
    return { accept: false, text: null };
  }
}

/** Chromium gives no dialog to a frame of another origin, nor do we. */
function mayAsk(): boolean {
  try {
    return typeof window.top?.location.href === "string";
  } catch {
    return false;
  }
}

const dialog = (kind: string, message: unknown, defaultText: unknown): Answer =>
  mayAsk() ? ask("dialog", { kind, message: String(message ?? "").slice(0, 2000), defaultText: String(defaultText ?? "").slice(0, 500) }) : { accept: false, text: null };

const print = () => void ask("print", {});
const execCommand = Document.prototype.execCommand;

Object.assign(window, {
  alert: (message?: unknown) => void dialog("alert", message, ""),
  confirm: (message?: unknown) => dialog("confirm", message, "").accept,
  prompt: (message?: unknown, defaultText?: unknown) => {
    const answer = dialog("prompt", message, defaultText);
    return answer.accept ? (answer.text ?? "") : null;
  },
  print,
});
Object.assign(Document.prototype, {
  execCommand(this: Document, command: string, ...rest: []) {
    if (String(command).toLowerCase() !== "print") return execCommand.call(this, command, ...rest);
    print();
    return true;
  },
});

export {};
