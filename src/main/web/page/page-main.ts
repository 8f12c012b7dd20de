// Runs in the page's own world, before any script of the page, in every frame: what would open a native dialog asks us instead,
// and what would close the view does nothing.
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

/** Whatever a page hands in, as the platform itself would show it. */
// eslint-disable-next-line @typescript-eslint/no-base-to-string
const textOf = (value: unknown, longest: number) => String(value ?? "").slice(0, longest);

const dialog = (kind: string, message: unknown, defaultText: unknown): Answer =>
  mayAsk() ? ask("dialog", { kind, message: textOf(message, 2000), defaultText: textOf(defaultText, 500) }) : { accept: false, text: null };

/** A frame that prints means itself; the page around it is printed as it is. */
const content = () => (window === window.top ? {} : { html: document.documentElement.outerHTML, base: document.baseURI });
const print = () => void ask("print", content());
// eslint-disable-next-line @typescript-eslint/no-deprecated -- old pages print by it
const execCommand = Document.prototype.execCommand;

Object.assign(window, {
  alert: (message?: unknown) => void dialog("alert", message, ""),
  confirm: (message?: unknown) => dialog("confirm", message, "").accept,
  prompt: (message?: unknown, defaultText?: unknown) => {
    const answer = dialog("prompt", message, defaultText);
    return answer.accept ? (answer.text ?? "") : null;
  },
  print,
  // The page is the booth's, not the page's own, to close.
  close: () => undefined,
});
Object.assign(Document.prototype, {
  execCommand(this: Document, command: unknown, ...rest: []) {
    if (textOf(command, 20).toLowerCase() !== "print") return execCommand.call(this, command as string, ...rest);
    print();
    return true;
  },
});

export {};
