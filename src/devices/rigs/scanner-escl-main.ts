import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startEsclRig } from "./scanner-escl-server.ts";
import { ESCL_DEVICE_NAME, writeAirscanConfig } from "./scanner-sane-config.ts";

/**
 * The eSCL rig as its own process: `--port` (0 = any), `--folder` for the SANE configuration. Prints one JSON line
 * `{ port, configFolder, controlUrl, device }` when ready, and ends on SIGTERM or SIGINT,
 * or when the process that forked it has gone.
 */
const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, folder: { type: "string" } } });
const port = Number(values.port);
if (values.folder === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write("usage: scanner-escl-main.ts --folder <folder> [--port <0..65535>]\n");
  process.exit(2);
}

const rig = await startEsclRig(port);
const configFolder = resolve(values.folder);
writeAirscanConfig(configFolder, rig.port);
process.stdout.write(`${JSON.stringify({
  port: rig.port, configFolder, controlUrl: rig.controlUrl, device: `airscan:e0:${ESCL_DEVICE_NAME}`,
})}\n`);

const end = (): void => void rig.close().then(() => process.exit(0));
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, end);
