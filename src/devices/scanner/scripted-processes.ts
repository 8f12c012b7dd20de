import type { Child, ChildCommand, ChildEvents, Processes } from "./processes.ts";
import type { ChildEnd } from "./scan-outcome.ts";

/** A child of which a test plays the program's part. */
export class ScriptedChild implements Child {
  readonly command: ChildCommand;
  readonly signals: string[] = [];
  input = "";
  inputClosed = false;
  readonly ended: Promise<ChildEnd>;
  readonly #events: ChildEvents;
  #end: (end: ChildEnd) => void = () => undefined;

  constructor(command: ChildCommand, events: ChildEvents) {
    this.command = command;
    this.#events = events;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  write(text: string): void {
    this.input += text;
  }

  closeInput(): void {
    this.inputClosed = true;
  }

  kill(signal: "SIGINT" | "SIGKILL"): void {
    this.signals.push(signal);
    if (signal === "SIGKILL") this.#end({ kind: "signal", signal });
  }

  stdout(text: string): void {
    this.#events.stdout(Buffer.from(text, "latin1"));
  }

  stderr(text: string): void {
    this.#events.stderr(Buffer.from(text, "latin1"));
  }

  exit(code: number): void {
    this.#end({ kind: "exit", code });
  }

  fails(code: string): void {
    this.#end({ kind: "not-started", code });
  }
}

/** Stands in for the machine's processes in tests; `started` are all children so far. */
export class ScriptedProcesses implements Processes {
  readonly started: ScriptedChild[] = [];

  start(command: ChildCommand, events: ChildEvents): ScriptedChild {
    const child = new ScriptedChild(command, events);
    this.started.push(child);
    return child;
  }

  last(): ScriptedChild {
    const child = this.started.at(-1);
    if (child === undefined) throw new Error("nothing was started");
    return child;
  }
}
