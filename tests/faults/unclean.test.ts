import { existsSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiptSchema, type Receipt } from "../../src/contract/receipt.ts";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { endVisit, openService, press } from "../wipe/hands.ts";
import { cupsProcess } from "../wipe/search.ts";

/** Longer than the back-off after which a booth that is merely unable tries again by itself (1 s at first). */
const WATCH_MS = 3_000;

describe("a wipe that cannot be proved closes the booth", () => {
  let booth: BoothUnderTest;
  const receipts: Receipt[] = [];
  let opened = 0;
  const tools = mkdtempSync(join(tmpdir(), "virtu-tools-"));
  const broken = join(tools, "broken");
  beforeAll(async () => {
    // The program that takes files away, which the booth finds first on its path: it does nothing while `broken` is there.
    writeFileSync(join(tools, "find"), `#!/bin/sh\n[ -e "${broken}" ] && exit 1\nPATH=\${PATH#*:} exec find "$@"\n`, { mode: 0o755 });
    process.env["PATH"] = `${tools}${delimiter}${process.env["PATH"] ?? ""}`;
    booth = await startBoothUnderTest();
    booth.booth.core.onLine((line) => {
      if (line["event"] === "wiped") receipts.push(receiptSchema.parse(line["receipt"]));
      if (line["event"] === "attract") opened += 1;
    });
  });
  afterAll(async () => {
    rmSync(tools, { recursive: true });
    process.env["PATH"] = (process.env["PATH"] ?? "").slice(tools.length + delimiter.length);
    await booth.close();
  });

  /** The visit is over, and the booth says that it is out of order: these targets are not clean. */
  const expectClosed = async (...rows: readonly string[]): Promise<void> => {
    const { screen } = await booth.screen("out-of-order", () => true, 30_000);
    expect(screen.code).toBe("wipe/not-clean");
    expect(receipts.at(-1)).toMatchObject({ outcome: "not-clean", reason: "finished" });
    expect(receipts.at(-1)?.targets.filter((row) => row.outcome !== "clean").map((row) => `${row.target} ${row.outcome}`)).toEqual(rows);
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
    // The answer may come too late for a shell that the restart ends.
    await booth.act({ type: "staff-restart" }).catch(() => undefined);
    await until(() => (booth.state().boothState === "open" ? true : null), "the booth to be open again", 60_000, () => Promise.resolve(JSON.stringify(booth.state())));
    expect(receipts.slice(before)).toMatchObject([{ outcome: "clean" }]);
    await booth.screen("attract", () => true, 20_000);
  };

  it("where her files cannot be taken away", async () => {
    await booth.walkIn();
    const folder = readlinkSync(`/proc/${booth.state().shown!.sessionPid!}/cwd`);
    writeFileSync(broken, "");
    await endVisit(booth);
    await expectClosed("profile left", "downloads left", "scanner-temporaries left", "documents left").finally(() => rmSync(broken));
    expect(existsSync(join(folder, "documents"))).toBe(true);
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
    await expectClosed("print-jobs failed").finally(() => process.kill(cups, "SIGCONT"));
    await expectStaffToOpen();
  });
});
