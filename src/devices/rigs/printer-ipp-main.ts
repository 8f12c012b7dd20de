/**
 * The IPP printer rig as a process of its own: `printer-ipp-main.ts [--port N] [--spool FOLDER] [--cups]`.
 *
 * Writes one JSON line when it is ready: `{"url":…,"printerUrl":…,"spoolFolder":…}`; `url` is what the booth prints to, with
 * `--cups` a CUPS queue before the printer. Then takes one JSON command a line and answers each with `{"ok":true}` or
 * `{"ok":false}`. Ends on SIGTERM or SIGINT, and nothing of it stays but a spool folder that it was given.
 */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startCupsRig } from "./printer-cups-rig.ts";
import { printerFaultSchema } from "./printer-fault-file.ts";
import { startIppPrinterRig, type IppPrinterRig } from "./printer-ipp-rig.ts";

const commandSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("fault"), fault: printerFaultSchema }),
  z.strictObject({ do: z.literal("unplug") }),
  z.strictObject({ do: z.literal("replug") }),
]);

const { values } = parseArgs({ options: { port: { type: "string" }, spool: { type: "string" }, cups: { type: "boolean", default: false } } });

const write = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function obey(rig: IppPrinterRig, line: string): Promise<boolean> {
  const command = commandSchema.parse(JSON.parse(line));
  switch (command.do) {
    case "fault":
      await rig.setFault(command.fault);
      return true;
    case "unplug":
      await rig.unplug();
      return true;
    case "replug":
      return (await rig.replug()).ok;
  }
}

const rig = await startIppPrinterRig({ port: values.port === undefined ? undefined : Number(values.port), spoolFolder: values.spool });
const cups = rig.ok && values.cups ? await startCupsRig({ printerUrl: rig.value.url }) : null;
if (!rig.ok || cups?.ok === false) {
  write(rig.ok ? cups : rig);
  if (rig.ok) await rig.value.close();
  process.exit(1);
}

const close = async (): Promise<void> => {
  if (cups?.ok === true) await cups.value.close();
  await rig.value.close();
  process.exit(0);
};
process.once("SIGTERM", () => void close());
process.once("SIGINT", () => void close());
const commands = createInterface({ input: process.stdin });
commands.on("line", (line) => void obey(rig.value, line).catch(() => false).then((done) => write({ ok: done })));
// A parent that only starts the rig may close its end; the rig goes on.
const stayAlive = setInterval(() => undefined, 60_000);
commands.once("close", () => stayAlive.ref());

write({ url: cups?.ok === true ? cups.value.url : rig.value.url, printerUrl: rig.value.url, spoolFolder: rig.value.spoolFolder });
