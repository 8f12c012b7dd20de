import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ConfigurationFile } from "../../src/contract/configuration.ts";
import { startProgram } from "../../src/program/program.ts";
import { startBooth } from "./booth.ts";
import { root } from "./root.ts";

/** Runs the booth until it is told to end: `npm start [-- --no-rigs | --visit | --config <file>]`. */

const say = (sentence: string): void => console.log(`· ${sentence}`);

interface Options {
  readonly rigs: boolean;
  readonly visit: boolean;
  readonly config: string | null;
}

function readOptions(): Options | null {
  try {
    const { values } = parseArgs({ options: { "no-rigs": { type: "boolean", default: false }, visit: { type: "boolean", default: false }, config: { type: "string" } } });
    return { rigs: !values["no-rigs"], visit: values.visit, config: values.config ?? null };
  } catch {
    console.error("npm start knows --no-rigs (leave missing devices absent), --visit (drive one whole visit and leave its pictures in out/visit) and --config <file>.");
    return null;
  }
}

function readConfiguration(file: string | null): Partial<ConfigurationFile> | null {
  if (file === null) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<ConfigurationFile>;
  } catch (problem) {
    console.error(`The configuration ${file} cannot be read (${problem instanceof SyntaxError ? "it is not JSON" : "no such file, or not readable"}): mend it and start again.`);
    return null;
  }
}

/** Sentences for what the core says. */
function report(line: Readonly<Record<string, unknown>>): void {
  switch (line["event"]) {
    case "attract":
      return say("The booth is open: the attract screen is shown");
    case "staff-pin":
      return say(`Staff PIN of this booth, shown this once: ${String(line["pin"])}`);
    case "out-of-order":
      return say(`The booth is out of order (${String(line["code"])})`);
    case "problem":
      return say(String(line["sentence"]));
    case "sandbox-off":
      return say("Running as root: Chromium's own sandbox is off. A booth runs as an unprivileged user.");
    default:
  }
}

const lastError = (complaints: string): string => /^\w*Error: .*$/m.exec(complaints)?.[0].slice(0, 160) ?? "no reason given";

async function run(options: Options, configuration: Partial<ConfigurationFile>): Promise<number> {
  const booth = await startBooth({ configuration, rigs: options.rigs, screen: null, serviceFolders: [], stateFolder: join(root, ".runtime/state"), say });
  booth.core.onLine(report);
  const asked = { toStop: false };
  const stop = (): void => {
    if (asked.toStop) return;
    asked.toStop = true;
    say("Ending: closing the shells and wiping");
    booth.core.child.kill("SIGTERM");
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  const code = await new Promise<number>((resolve) => booth.core.child.once("exit", (status) => resolve(status ?? 1)));
  if (code !== 0 && !asked.toStop) say(`The core ended by itself (${lastError(booth.core.complaints())}): start again, and send this line to the developers if it happens twice`);
  await booth.close();
  return code;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) return 2;
  const configuration = readConfiguration(options.config);
  if (configuration === null) return 1;
  if (options.visit) {
    const { driveVisit } = await import("../../tests/visit/visit.ts");
    return await driveVisit(say);
  }
  return await run(options, configuration);
}

async function start(): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (problem) {
    const reason = problem instanceof Error ? (problem.message.split("\n")[0] ?? "").replace(/\.+$/u, "") : "unknown problem";
    console.error(`${process.argv.includes("--visit") ? "The visit did not come to its end" : "The booth could not be started"}: ${reason}.`);
    process.exitCode = 1;
  }
}

startProgram(() => void start());
