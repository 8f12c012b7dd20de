import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiptSchema, type Receipt } from "../../src/contract/receipt.ts";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { endVisit, openService, press } from "../wipe/hands.ts";
import { cupsProcess } from "../wipe/search.ts";

/** Longer than the back-off after which a booth that is merely unable tries again by itself (1 s at first). */
const WATCH_MS = 3_000;

/** Another program of the machine, with nothing of ours in its environment or command line, that goes on writing into a folder: the path comes by its standard input. */
const writer = `
const { mkdirSync, writeFileSync } = require("node:fs");
process.stdin.once("data", (path) => {
  const folder = path.toString("utf8");
  setInterval(() => { try { mkdirSync(folder, { recursive: true }); writeFileSync(folder + "/left", "x"); } catch {} }, 1);
  process.stdout.write("writing");
});`;

describe("a wipe that cannot be proved closes the booth", () => {
  let booth: BoothUnderTest;
  const receipts: Receipt[] = [];
  let opened = 0;
  beforeAll(async () => {
    booth = await startBoothUnderTest();
    booth.booth.core.onLine((line) => {
      if (line["event"] === "wiped") receipts.push(receiptSchema.parse(line["receipt"]));
      if (line["event"] === "attract") opened += 1;
    });
  });
  afterAll(() => booth.close());

  /** The visit is over, and the booth says that it is out of order. */
  const expectClosed = async (target: string, outcome: "left" | "failed"): Promise<void> => {
    const { screen } = await booth.screen("out-of-order", () => true, 30_000);
    expect(screen.code).toBe("wipe/not-clean");
    expect(receipts.at(-1)).toMatchObject({ outcome: "not-clean", reason: "finished" });
    expect(receipts.at(-1)?.targets.filter((row) => row.outcome !== "clean").map((row) => `${row.target} ${row.outcome}`)).toEqual([`${target} ${outcome}`]);
  };

  /** With nothing in its way any more it stays closed, until the staff start it anew, and then it wipes before it opens. */
  const expectStaffToOpen = async (): Promise<void> => {
    const times = opened;
    expect(await booth.booth.core.waitFor((line) => line["event"] === "attract" && opened > times, WATCH_MS), "it opened by itself").toBeNull();
    expect(booth.state().boothState).toBe("out-of-order");
    expect(await booth.tryAct({ type: "start" })).toMatchObject({ ok: false });
    const pin = await booth.booth.core.waitFor((line) => line["event"] === "staff-pin", 1_000);
    await booth.act({ type: "staff-open" });
    await booth.screen("staff-pin");
    await booth.act({ type: "staff-pin", pin: String(pin?.["pin"]) });
    await booth.screen("staff", () => true, 20_000);
    const before = receipts.length;
    await booth.act({ type: "staff-restart" });
    await until(() => (booth.state().boothState === "open" ? true : null), "the booth to be open again", 60_000, () => Promise.resolve(JSON.stringify(booth.state())));
    expect(receipts.slice(before)).toMatchObject([{ outcome: "clean" }]);
    await booth.screen("attract", () => true, 20_000);
  };

  it("where something goes on writing into the visit's folder", async () => {
    await booth.walkIn();
    const folder = readlinkSync(`/proc/${booth.state().shown!.sessionPid!}/cwd`);
    const child: ChildProcess = spawn(process.execPath, ["-e", writer], { cwd: "/", env: {}, stdio: ["pipe", "pipe", "ignore"] });
    child.stdin!.write(join(folder, "documents"));
    await once(child.stdout!, "data");
    await endVisit(booth);
    await expectClosed("documents", "left");
    child.kill("SIGKILL");
    await once(child, "exit");
    await expectStaffToOpen();
    expect(existsSync(folder)).toBe(false);
  });

  it("where the print server that has her paper does not answer", async () => {
    await booth.walkIn();
    await openService(booth, "stand-in-tickets", booth.portal.origin("lippu"));
    await press(booth, "web-print", {});
    await booth.screen("print", ({ stage }) => stage === "preview", 30_000);
    await booth.act({ type: "print-start" });
    await booth.screen("print", ({ stage }) => stage === "done", 30_000);
    const cups = cupsProcess(booth);
    process.kill(cups, "SIGSTOP");
    await endVisit(booth);
    await expectClosed("print-jobs", "failed").finally(() => process.kill(cups, "SIGCONT"));
    await expectStaffToOpen();
  });
});
