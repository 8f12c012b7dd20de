import { tmpdir } from "node:os";
import type { CodedError, Result } from "../../contract/result.ts";
import { err, ok } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import type { ProbeOutcome } from "../supervisor.ts";
import type { PageFiles } from "./page-files.ts";
import type { Processes } from "./processes.ts";
import { runToEnd } from "./run-to-end.ts";
import { chooseDevice, modelName, parseDeviceList, presenceCheck, type SaneDevice } from "./sane-devices.ts";
import { parseOptions } from "./sane-options.ts";
import { abilitiesOf, type ScanAbilities } from "./scan-abilities.ts";
import { listArguments, optionsArguments, presenceArguments, scanEnvironment } from "./scan-command.ts";
import { scanDelays } from "./scan-delays.ts";
import { Turnstile } from "./turnstile.ts";

/** A scanner that has been found and has told its options. */
export interface FoundScanner {
  readonly name: string;
  readonly model: string | null;
  readonly abilities: ScanAbilities;
}

export interface FinderOptions {
  /** SANE name, or null: the first scanner of the list. */
  readonly device: string | null;
  readonly configFolder: string | null;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly files: PageFiles;
}

/** The program of Debian's sane-utils, looked for in PATH. */
export const SCANIMAGE = "scanimage";

/** Finds the scanner of the settings and sees whether it is still there. Apart from driving it. */
export class SaneFinder {
  readonly #options: FinderOptions;
  #found: FoundScanner | null = null;

  /** One scanimage at a time: a second one finds the device busy. Jobs pass here too. */
  readonly turnstile = new Turnstile();

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  /** The scanner of the last successful {@link look}. */
  found(): FoundScanner | null {
    return this.#found;
  }

  forget(): void {
    this.#found = null;
  }

  /** Looks for the scanner and asks for its options; when that is done already, only whether it is still there. */
  look(signal: AbortSignal): Promise<ProbeOutcome> {
    return this.turnstile.pass(() => (this.#found === null ? this.#find(signal) : this.#stillThere(this.#found, signal)));
  }

  /** The caller has the turnstile. */
  async isThere(signal: AbortSignal): Promise<boolean> {
    return this.#found !== null && (await this.#stillThere(this.#found, signal)).kind === "there";
  }

  async #find(signal: AbortSignal): Promise<ProbeOutcome> {
    const listed = await this.#list(signal);
    if (!listed.ok) return failure(listed.error);
    const device = chooseDevice(listed.value, this.#options.device);
    const name = device?.name ?? this.#options.device;
    if (name === null) return { kind: "absent" };
    const options = await this.#run(optionsArguments(name), scanDelays.open, signal);
    if (!options.ok) return failure(options.error);
    const model = device === null ? null : modelName(device);
    this.#found = { name, model, abilities: abilitiesOf(parseOptions(options.value)) };
    return { kind: "there", model, reasons: [] };
  }

  async #stillThere(found: FoundScanner, signal: AbortSignal): Promise<ProbeOutcome> {
    const there: ProbeOutcome = { kind: "there", model: found.model, reasons: [] };
    const check = presenceCheck(found.name);
    if (check.kind === "usb-file") return (await this.#options.files.exists(check.path)) ? there : { kind: "absent" };
    if (check.kind === "open") {
      const opened = await this.#run(presenceArguments(found.name), scanDelays.open, signal);
      // Somebody else on the network is scanning with it: then it is there.
      return opened.ok || opened.error.code === "scanner/busy" ? there : failure(opened.error);
    }
    const listed = await this.#list(signal);
    if (!listed.ok) return failure(listed.error);
    return listed.value.some((device) => device.name === found.name) ? there : { kind: "absent" };
  }

  async #list(signal: AbortSignal): Promise<Result<SaneDevice[]>> {
    const output = await this.#run(listArguments(), scanDelays.list, signal);
    return output.ok ? ok(parseDeviceList(output.value)) : err(output.error.code, output.error.detail);
  }

  #run(args: readonly string[], limitMs: number, signal: AbortSignal): Promise<Result<string>> {
    const { clock, configFolder, processes } = this.#options;
    // Nothing of a visit passes through these calls; they only ask the device who it is.
    const env = scanEnvironment(process.env, configFolder, tmpdir());
    return runToEnd(processes, clock, { program: SCANIMAGE, args, env, cwd: "/", takesInput: false }, limitMs, signal);
  }
}

function failure(error: CodedError): ProbeOutcome {
  if (error.code === "scanner/absent") return { kind: "absent" };
  if (error.code === "scanner/access-denied") return { kind: "failed", error, reason: "access-denied" };
  return { kind: "failed", error, reason: error.code === "scanner/timed-out" ? "not-answering" : "other" };
}
