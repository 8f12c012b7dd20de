import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startProgram } from "../program/program.ts";
import { sayOnStdout } from "./lines.ts";
import { rehearseReading } from "./configuration/rehearse-reading.ts";
import { runCore, type CoreOptions } from "./run-core.ts";

/** Entry of the long-lived process: `node core.ts --config <file> --electron <binary> [--app <folder>] [--services <folder>…] [--packaged]`. */

/** Exit code of wrong arguments (sysexits: EX_USAGE). */
const usage = 64;

function readOptions(): CoreOptions | undefined {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: "string" }, electron: { type: "string" }, app: { type: "string" },
        services: { type: "string", multiple: true }, packaged: { type: "boolean", default: false }, "show-output": { type: "boolean", default: false },
      },
    });
    if (values.config === undefined || values.electron === undefined) return undefined;
    return {
      config: resolve(values.config), electron: resolve(values.electron), app: values.app === undefined ? null : resolve(values.app),
      services: (values.services ?? []).map((folder) => resolve(folder)), packaged: values.packaged, showOutput: values["show-output"],
    };
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) {
    sayOnStdout({
      event: "problem", code: "core/usage", detail: {},
      sentence: "The core is started with --config <file> --electron <binary>, and may have --app <folder>, --services <folder> (several), --packaged and --show-output.",
    });
    process.exitCode = usage;
    return;
  }
  // At once: whatever is still on its way belongs to nobody any more, and dies with its channel.
  process.exit(await runCore(options, sayOnStdout));
}

startProgram(() => void main(), rehearseReading);
