import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { sayOnStdout } from "./lines.ts";
import { runCore, type CoreOptions } from "./run-core.ts";

/** Entry of the long-lived process: `node core.ts --config <file> --electron <binary> [--app <folder>] [--services <folder>…] [--packaged]`. */

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
      services: (values.services ?? []).map((folder) => resolve(folder)), packaged: values.packaged,
      showOutput: values["show-output"],
    };
  } catch {
    return undefined;
  }
}

const options = readOptions();
if (options === undefined) {
  sayOnStdout({
    event: "problem", code: "core/usage", detail: {},
    sentence: "The core is started with --config <file> --electron <binary>, and may have --app <folder>, --services <folder> (several), --packaged and --show-output.",
  });
  process.exitCode = usage;
} else {
  process.exitCode = await runCore(options, sayOnStdout);
}
