import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deviceFindingSchema } from "../../contract/devices.ts";
import { createManualClock, settle } from "../manual-clock.ts";
import { nodePageFiles } from "./page-files.ts";
import { scanDelays } from "./scan-delays.ts";
import { createScanner } from "./scanner-adapter.ts";
import { ScriptedProcesses, type ScriptedChild } from "./scripted-processes.ts";

const LIST = "genesys:libusb:001:004\u001fCanon\u001fLiDE 220\u001fflatbed scanner\u001e\n";
const OPTIONS = "    --mode Color|Gray [Gray]\n    --resolution 75|150|300|600dpi [75]\n    -x 0..216mm [216]\n    -y 0..297mm [297]\n";

function setUp(device: string | null = null) {
  const clock = createManualClock();
  const processes = new ScriptedProcesses();
  const plugged = new Set(["/dev/bus/usb/001/004"]);
  const scanner = createScanner({ transport: "sane", device, configFolder: null, rig: false }, {
    clock, processes, files: { ...nodePageFiles, exists: (path) => Promise.resolve(plugged.has(path)) },
  });
  const next = async (count: number): Promise<ScriptedChild> => {
    while (processes.started.length < count) await settle();
    return processes.last();
  };
  const answer = async (count: number, stdout: string, code = 0, stderr = ""): Promise<ScriptedChild> => {
    const child = await next(count);
    child.stdout(stdout);
    child.stderr(stderr);
    child.exit(code);
    await settle();
    return child;
  };
  return { clock, processes, plugged, scanner, next, answer };
}

describe("the scanner adapter", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "scanner-adapter-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const request = () => ({ jobId: randomUUID(), source: "flatbed", colour: "colour", resolution: 75, folder, maxPages: 1 }) as const;
  const deaf = { progress: () => undefined, page: () => undefined };

  it("does nothing when none is configured", async () => {
    const scanner = createScanner({ transport: "none" }, { clock: createManualClock() });
    expect(scanner.status()).toMatchObject({ state: "absent", reality: "none" });
    expect(await scanner.scan(request(), deaf)).toEqual({ ok: false, error: { code: "scanner/absent" } });
    expect((await scanner.check()).every((finding) => deviceFindingSchema.safeParse(finding).success)).toBe(true);
    await scanner.close();
  });

  it("finds, names and asks the scanner, and then only looks at its USB file", async () => {
    const { answer, clock, plugged, processes, scanner } = setUp();
    expect(scanner.status().state).toBe("connecting");
    const early = scanner.capabilities();
    await answer(1, LIST);
    expect((await answer(2, OPTIONS)).command.args).toEqual(["--device-name=genesys:libusb:001:004", "-A"]);
    expect(await early).toEqual({ ok: true, value: { sources: ["flatbed"], colours: ["colour", "grey"], resolutions: [75, 150, 300] } });
    expect(scanner.status()).toMatchObject({ state: "ready", reality: "real", model: "Canon LiDE 220" });
    await clock.advance(10 * scanDelays.presence);
    expect([processes.started.length, scanner.status().state]).toEqual([2, "ready"]);
    plugged.clear();
    await clock.advance(2 * scanDelays.presence);
    expect(scanner.status()).toMatchObject({ losses: 1, model: null });
    await scanner.close();
    expect(clock.pending()).toBe(0);
  });

  it("looks again for one that is absent, and finds it in another place of the bus", async () => {
    const { answer, clock, scanner } = setUp("genesys:libusb:001:004");
    await answer(1, "");
    await answer(2, "", 1, "scanimage: open of device genesys:libusb:001:004 failed: Invalid argument\n");
    expect(scanner.status().state).toBe("absent");
    await clock.advance(scanDelays.absent);
    await answer(3, LIST.replace("001:004", "001:007"));
    expect((await answer(4, OPTIONS)).command.args[0]).toBe("--device-name=genesys:libusb:001:007");
    expect(scanner.status().state).toBe("ready");
    await scanner.close();
  });

  it("does not look while a job runs, and starts no job while it looks", async () => {
    const { answer, clock, next, processes, scanner } = setUp("airscan:e0:Desk");
    await answer(1, "");
    await answer(2, OPTIONS);
    await clock.advance(scanDelays.presence);
    const look = await next(3);
    expect(look.command.args).toEqual(["--device-name=airscan:e0:Desk", "--dont-scan"]);
    const running = scanner.scan(request(), deaf);
    await settle();
    expect(processes.started.length).toBe(3);
    look.exit(0);
    const job = await next(4);
    expect(job.command).toMatchObject({ program: "scanimage", cwd: folder, takesInput: false, env: { LC_ALL: "C", TMPDIR: folder } });
    expect(scanner.status().state).toBe("busy");
    await clock.advance(5 * scanDelays.presence);
    expect(processes.started.length).toBe(4);
    job.exit(3);
    expect(await running).toMatchObject({ ok: false, error: { code: "scanner/busy" } });
    expect(scanner.status().state).toBe("ready");
    await scanner.close();
    expect(clock.pending()).toBe(0);
  });

  it("says that access is denied, to the job and to the staff page", async () => {
    const { answer, scanner } = setUp();
    await answer(1, LIST);
    await answer(2, "", 1, "scanimage: open of device genesys:libusb:001:004 failed: Access to resource has been denied\n");
    expect(scanner.status()).toMatchObject({ state: "backing-off", reasons: ["access-denied"], error: { code: "scanner/access-denied" } });
    expect(await scanner.scan(request(), deaf)).toEqual({ ok: false, error: { code: "scanner/access-denied" } });
    await scanner.close();
  });

  it("stops a look that hangs", async () => {
    const { clock, next, scanner } = setUp();
    const hanging = await next(1);
    await clock.advance(scanDelays.list);
    expect(hanging.signals).toEqual(["SIGINT"]);
    await clock.advance(scanDelays.cancelGrace);
    expect(hanging.signals).toEqual(["SIGINT", "SIGKILL"]);
    expect(scanner.status()).toMatchObject({ state: "backing-off", reasons: ["not-answering"], error: { code: "scanner/timed-out" } });
    await scanner.close();
    expect(clock.pending()).toBe(0);
  });

  it("tells the staff page that scanimage is missing, and looks at once when the page asks", async () => {
    const { next, scanner } = setUp();
    (await next(1)).fails("ENOENT");
    await settle();
    expect(scanner.status().error).toEqual({ code: "scanner/not-supported", detail: { tool: "scanimage", start: "ENOENT" } });
    const checking = scanner.check();
    (await next(2)).fails("ENOENT");
    expect((await checking).map(({ check, outcome, found }) => [check, outcome, found])).toEqual([
      ["configured", "ok", "first"], ["found", "skipped", null], ["answers", "failed", "scanner/not-supported"], ["capabilities", "skipped", null],
    ]);
    await scanner.close();
  });

  it("closes while it looks, and leaves neither process nor timer", async () => {
    const { clock, next, scanner } = setUp();
    const look = await next(1);
    const closing = scanner.close();
    await settle();
    expect(look.signals).toEqual(["SIGINT"]);
    look.exit(0);
    await closing;
    await scanner.close();
    expect(clock.pending()).toBe(0);
  });
});
