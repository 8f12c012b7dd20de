import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createBarcode } from "../barcode/barcode-adapter.ts";
import { systemClock } from "../clock.ts";

it("a code that is written into the rig's pipe is read by the booth; the plug can be pulled; nothing stays behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rig-"));
  const link = join(folder, "barcode");
  const input = join(folder, "barcode-input");
  const rig = fork(fileURLToPath(new URL("serial-reader-rig-main.ts", import.meta.url)), ["--link", link, "--input", input], {
    stdio: ["ignore", "pipe", "inherit", "ipc"], execArgv: [],
  });
  const exited = once(rig, "exit");
  const [said] = await once(rig.stdout!, "data") as [Buffer];
  expect(said.toString()).toBe("ready\n");

  const barcode = createBarcode({ transport: "serial", path: link, baudRate: 9600, rig: true }, { clock: systemClock });
  const reaches = (state: string) => new Promise<void>((resolve) => {
    if (barcode.status().state === state) return resolve();
    const stop = barcode.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
  const reads = (written: string) => new Promise((resolve) => {
    const stop = barcode.onScan((scan) => {
      stop();
      resolve(scan);
    });
    void appendFile(input, `${written}\n`);
  });
  await reaches("ready");
  expect(await reads("]C0479440520200360820048831500000000868516259619897100612")).toMatchObject({ kind: "bill", bill: { source: "bar-code-4" } });
  expect(await reads("BCD\\n001\\n1\\nSCT\\nOKOYFIHH\\nMeikäläinen\\nFI7944052020036082")).toMatchObject({
    kind: "bill", bill: { source: "qr", payeeName: "Meikäläinen" },
  });
  await appendFile(input, "!unplug\n");
  await reaches("absent");
  await appendFile(input, "!replug\n");
  await reaches("ready");

  await barcode.close();
  rig.disconnect();
  expect((await exited)[0]).toBe(0);
  expect([existsSync(link), existsSync(input)]).toEqual([false, false]);
  await rm(folder, { recursive: true });
});
