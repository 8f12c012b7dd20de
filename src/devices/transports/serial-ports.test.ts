import { once } from "node:events";
import { constants } from "node:fs";
import { mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { startSerialReaderRig } from "../rigs/serial-reader-rig.ts";
import type { SerialReaderRig } from "../rigs/serial-reader-rig.ts";
import { createSerialPorts } from "./serial-ports.ts";

describe("serial ports", () => {
  let folder: string;
  let rig: SerialReaderRig;
  const ports = createSerialPorts(systemClock);
  const silent = { bytes: () => undefined, gone: () => undefined };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "serial-"));
    rig = await startSerialReaderRig(join(folder, "port"));
  });
  afterEach(async () => {
    await rig.close();
    await rm(folder, { recursive: true });
  });

  const listening = async () => {
    const heard: string[] = [];
    let tell = (): void => undefined;
    const port = await ports.listen(rig.path, 9600, {
      bytes: (chunk) => {
        heard.push(Buffer.from(chunk).toString());
        tell();
      },
      gone: () => {
        heard.push("gone");
        tell();
      },
    });
    if (!port.ok) throw new Error(port.error.code);
    const hears = async (end: string) => {
      while (!heard.join("").endsWith(end)) await new Promise<void>((resolve) => { tell = resolve; });
      return heard.join("");
    };
    return { port: port.value, hears };
  };

  it("passes bytes on as they come, all 256 of them", async () => {
    const bytes: number[] = [];
    const all = Uint8Array.from({ length: 256 }, (_, value) => value);
    const { promise, resolve } = Promise.withResolvers<null>();
    const port = await ports.listen(rig.path, 9600, {
      bytes: (chunk) => {
        bytes.push(...chunk);
        if (bytes.length === all.length) resolve(null);
      },
      gone: () => undefined,
    });
    await rig.send(all, { suffix: "" });
    await promise;
    expect(bytes).toEqual([...all]);
    if (port.ok) await port.value.close();
  });

  it("throws away what was sent before anybody listened: it belongs to no visit", async () => {
    await rig.send("a code of the visit before");
    // Its first sign has come through the line, and with it the rest of the same write.
    const line = await open(rig.path, constants.O_RDWR | constants.O_NOCTTY);
    await line.read(Buffer.alloc(1), 0, 1);
    await line.close();
    const { port, hears } = await listening();
    await rig.send("mine", { suffix: "" });
    expect(await hears("mine")).toBe("mine");
    await port.close();
  });

  it("listens again after it was closed", async () => {
    const first = await listening();
    await first.port.close();
    const second = await listening();
    await rig.send("again", { suffix: "" });
    expect(await second.hears("again")).toBe("again");
    await second.port.close();
  });

  it.each([1, 2, 3, 4, 5])("notices that the plug is pulled right after opening (%i)", async () => {
    const { port, hears } = await listening();
    await rig.unplug();
    expect(await hears("gone")).toBe("gone");
    await port.close();
  });

  it("notices another device at the same path", async () => {
    const link = join(folder, "by-id");
    await symlink(rig.path, link);
    const { promise, resolve } = Promise.withResolvers<null>();
    const port = await ports.listen(link, 9600, { ...silent, gone: () => resolve(null) });
    const other = await startSerialReaderRig(join(folder, "other"));
    await rm(link);
    await symlink(other.path, link);
    await promise;
    if (port.ok) await port.value.close();
    await other.close();
  });

  it("says why a port cannot be had, and opens nothing that is no port", async () => {
    await writeFile(join(folder, "file"), "");
    expect(await ports.listen(join(folder, "nothing"), 9600, silent)).toEqual({ ok: false, error: { code: "serial/absent" } });
    expect(await ports.listen(join(folder, "file"), 9600, silent)).toEqual({ ok: false, error: { code: "serial/not-a-port" } });
    expect(await ports.listen("/dev/null", 9600, silent)).toEqual({ ok: false, error: { code: "serial/failed" } });
  });

  it("does not share a port that another program has locked", async () => {
    const other = new SerialPort({ path: rig.path, baudRate: 9600, lock: true });
    await once(other, "open");
    expect(await ports.listen(rig.path, 9600, silent)).toEqual({ ok: false, error: { code: "serial/in-use" } });
    await new Promise<void>((resolve) => other.close(() => resolve()));
  });
});
