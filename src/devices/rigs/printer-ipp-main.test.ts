import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../clock.ts";
import { openIppClient } from "../printer/ipp-client.ts";

const readySchema = z.strictObject({ url: z.url(), printerUrl: z.url(), spoolFolder: z.string() });

const startRig = async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "printer-ipp-main.ts"), "--cups"], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { child, next, ended, ready: readySchema.parse(await next()) };
};
const answers = async (url: string) => (await openIppClient(url, { clock: systemClock }).getPrinter()).ok;

describe("printer rig as a process", () => {
  it("says where it is, takes commands, and leaves nothing", async () => {
    const { child, next, ended, ready } = await startRig();
    expect(await answers(ready.url)).toBe(true);
    const command = async (line: string) => {
      child.stdin.write(`${line}\n`);
      return next();
    };
    expect(await command('{"do":"fault","fault":{"reasons":["media-empty"]}}')).toStrictEqual({ ok: true });
    const printer = await openIppClient(ready.printerUrl, { clock: systemClock }).getPrinter();
    expect(printer).toMatchObject({ ok: true, value: { reasons: ["media-empty"] } });
    expect(await command('{"do":"unplug"}')).toStrictEqual({ ok: true });
    expect(await answers(ready.printerUrl)).toBe(false);
    expect(await command('{"do":"replug"}')).toStrictEqual({ ok: true });
    expect(await answers(ready.printerUrl)).toBe(true);
    expect(await command("nonsense")).toStrictEqual({ ok: false });
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(ready.spoolFolder)).toBe(false);
    expect([await answers(ready.url), await answers(ready.printerUrl)]).toStrictEqual([false, false]);
  });

  it("takes its programs with it when it is killed", async () => {
    const { child, ended, ready } = await startRig();
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => answers(ready.printerUrl), { timeout: 5_000 }).toBe(false);
    await expect.poll(() => answers(ready.url), { timeout: 5_000 }).toBe(false);
  });
});
