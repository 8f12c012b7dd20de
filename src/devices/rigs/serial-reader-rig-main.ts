import { execFileSync } from "node:child_process";
import { constants, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { startSerialReaderRig } from "./serial-reader-rig.ts";

/**
 * The serial reader rig as a process of its own:
 *
 *     node serial-reader-rig-main.ts --link <runtime>/rigs/barcode --input <runtime>/rigs/barcode-input
 *
 * Whoever writes a line into the pipe `--input` holds a code under the reader: `echo 4794… > …/barcode-input`. In a line, `\n`
 * stands for the line ends of a payment QR code. The lines `!unplug` and `!replug` pull the plug and put it back. Prints
 * `ready` when the reader is there; ends on SIGTERM, SIGINT, or when the process that forked it has gone.
 */
const { values } = parseArgs({ options: { link: { type: "string" }, input: { type: "string" } } });
const { link, input } = values;
if (link === undefined || input === undefined) {
  console.error("usage: serial-reader-rig-main.ts --link <path of the port> --input <path of the pipe>");
  process.exit(2);
}

rmSync(input, { force: true });
execFileSync("mkfifo", ["-m", "600", input]);
const rig = await startSerialReaderRig(link);

const obey = async (line: string): Promise<void> => {
  if (line === "!unplug") await rig.unplug();
  else if (line === "!replug") await rig.replug();
  else if (line !== "") await rig.send(line.replaceAll("\\n", "\n"));
};

// Opened for both directions, so that the pipe does not end when a writer goes away.
const pipe = new Socket({ fd: openSync(input, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false });
let last: Promise<void> = Promise.resolve();
createInterface({ input: pipe }).on("line", (line) => {
  last = last.then(() => obey(line));
});

const end = async (): Promise<void> => {
  pipe.destroy();
  await rig.close();
  rmSync(input, { force: true });
  process.exit(0);
};
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void end());

console.log("ready");
