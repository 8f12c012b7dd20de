import type { Receipt, WipeTargetReceipt } from "../../contract/receipt.ts";
import { ok } from "../../contract/result.ts";
import type { AuditEvent } from "../audit/catalogue.ts";
import type { Clock, ClockTimer } from "../clock.ts";
import type { Pair } from "../pairs/pair.ts";
import type { Pairs } from "../pairs/pairs.ts";
import { wipeGround, type GroundWipe } from "../wipe/ground.ts";
import { bootPlan, visitPlan, type WipeTools } from "../wipe/plans.ts";
import { runWipe } from "../wipe/target.ts";
import type { BoothWork, VisitEnd, WipeReason } from "./booth-work.ts";
import { availabilityAt, type OpeningHours } from "./opening-hours.ts";
import { makeReceipt, mergeRows } from "./receipt.ts";

export interface HouseParts {
  readonly clock: Clock;
  readonly pairs: Pairs;
  readonly tools: WipeTools;
  /** Begun while the rest of the core was read; every later boot wipes anew. */
  readonly firstGround: Promise<GroundWipe>;
  readonly hours: OpeningHours;
  readonly note: (event: AuditEvent) => void;
  /** Steady time at which the core heard of the visit's end, and at which it began. */
  readonly visitTimes: () => { readonly startedWall: number; readonly endedSteady: number; readonly printed: boolean };
  readonly swapped: (ms: number, paintedAtMs: number) => void;
  readonly wiped: (receipt: Receipt) => void;
  /** Called when the booth waits for the next visitor. */
  readonly rest: () => void;
}

export const houseLimits = {
  /** The issue's own bound for all log-out calls together. */
  logOutMs: 3_000,
  /** Cancelling a scan parks the scanner's arm; a device host that takes longer is killed with its group. */
  closeDevicesMs: 1_000,
  /** A clipboard that does not answer cannot be proved empty. */
  clipboardMs: 2_000,
  /**
   * When log-out calls hold up the death of the old shell, the next one is not started later than this: it must be warm
   * 1.5 s after the swap, and starting takes 0.3-0.6 s.
   */
  warmNotLaterMs: 600,
} as const;

/** The booth machine's hands: pairs, wipe and devices put together. */
export function createHouseWork(parts: HouseParts): BoothWork {
  const { clock, pairs, tools } = parts;
  let firstGround: Promise<GroundWipe> | null = parts.firstGround;
  let ground: GroundWipe = { rows: [], ms: 0 };
  let old: Pair | null = null;
  let warmTimer: ClockTimer | undefined;

  const clearClipboards = async () =>
    (await pairs.front()?.session.peer.request("clipboard.clear", {}, houseLimits.clipboardMs)) ?? { ok: false as const, error: { code: "pairs/no-front" } };

  const forgetOld = (): void => {
    old?.session.dispose();
    old = null;
  };

  const finish = (rows: readonly WipeTargetReceipt[], figures: Parameters<typeof makeReceipt>[1]): Receipt => {
    const receipt = makeReceipt(rows, figures);
    noteWipe(receipt, parts.note);
    parts.wiped(receipt);
    return receipt;
  };

  const openDevices = (): void => {
    const pair = pairs.front();
    if (pair === null || pair.devicesOpen) return;
    pair.devicesOpen = true;
    // A booth without devices is still a booth; each device says itself what is wrong with it.
    void pair.session.peer.request("open-devices", {});
  };

  return {
    async boot() {
      clock.clearTimeout(warmTimer);
      pairs.forget();
      forgetOld();
      const wiping = firstGround ?? wipeGround(tools);
      firstGround = null;
      ground = await wiping;
      return await pairs.start();
    },
    async finishBootWipe(reason: WipeReason) {
      const start = clock.steady();
      const epoch = pairs.front()?.epoch ?? 0;
      const rows = await runWipe(bootPlan(tools, clearClipboards, forgetOld, () => (old === null ? 0 : 1)), clock);
      const all = mergeRows([ground.rows, rows]);
      const groundMs = ground.ms;
      ground = { rows: [], ms: 0 };
      return finish(all, { epoch, reason, totalMs: groundMs + clock.steady() - start, logOutMs: 0, logOut: { called: 0, failed: 0 } });
    },
    async present(state) {
      const now = clock.wall();
      const told = await pairs.setBooth(
        state === "open" ? { state: "open", availability: availabilityAt(parts.hours, now) } : { state: "closed", opensAt: parts.hours.opensAt(now) },
      );
      if (!told.ok) return told;
      const shown = await pairs.show();
      if (!shown.ok) return shown;
      openDevices();
      pairs.keepWarm();
      parts.rest();
      return ok(null);
    },
    async swap() {
      const swapped = await pairs.swap({ state: "thanks", receipt: null });
      if (!swapped.ok) return swapped;
      old = swapped.value.old;
      parts.swapped(clock.steady() - parts.visitTimes().endedSteady, swapped.value.paintedAtMs);
      warmTimer = clock.setTimeout(() => pairs.keepWarm(), houseLimits.warmNotLaterMs);
      return ok({ epoch: swapped.value.epoch });
    },
    async erase(end: VisitEnd) {
      const pair = old;
      const times = parts.visitTimes();
      const endedAgo = clock.steady() - times.endedSteady;
      const start = clock.steady();
      // Nothing to wipe cannot be after a visit, and no rows are no proof: that receipt is not clean.
      if (pair === null) return finish([], { epoch: 0, reason: end.reason, totalMs: 0, logOutMs: 0, logOut: { called: 0, failed: 0 } });
      const logOut = await leave(pair, end, clock);
      const held = (): number => (old === null ? 0 : 1) + pairs.held(pair.epoch);
      const remains = { owners: pair.owners, sinceMs: times.startedWall, printed: times.printed, forget: forgetOld, held };
      const rows = await runWipe(visitPlan(tools, remains, clearClipboards), clock);
      const totalMs = endedAgo + clock.steady() - start - logOut.ms;
      clock.clearTimeout(warmTimer);
      pairs.keepWarm();
      return finish(rows, { epoch: pair.epoch, reason: end.reason, totalMs, logOutMs: logOut.ms, logOut: { called: logOut.called, failed: logOut.failed } });
    },
    async thank(receipt) {
      const told = await pairs.setBooth({ state: "thanks", receipt });
      if (told.ok) openDevices();
      return told;
    },
    async tellOutOfOrder(code, since) {
      const told = await pairs.setBooth({ state: "out-of-order", code, since });
      return told.ok ? await pairs.show() : told;
    },
    async shutDown() {
      clock.clearTimeout(warmTimer);
      const start = clock.steady();
      const cleared = pairs.front() === null ? undefined : await clearClipboards();
      const epoch = pairs.front()?.epoch ?? 0;
      pairs.forget();
      forgetOld();
      const { rows } = await wipeGround(tools);
      return finish(rows, { epoch, reason: cleared === undefined ? "boot" : "staff", totalMs: clock.steady() - start, logOutMs: 0, logOut: { called: 0, failed: 0 } });
    },
    withinHours: () => parts.hours.openUntil(clock.wall()) !== undefined,
    refreshAvailability() {
      pairs.front()?.session.peer.notify("availability", availabilityAt(parts.hours, clock.wall()));
    },
  };
}

/** The last things a dying pair does: log-out addresses are called and devices come to rest. A dead one does nothing. */
async function leave(pair: Pair, end: VisitEnd, clock: Clock): Promise<{ called: number; failed: number; ms: number }> {
  if (end.reason === "session-lost") return { called: 0, failed: 0, ms: 0 };
  const start = clock.steady();
  const calls = pair.session.peer.request("log-out", { limitMs: houseLimits.logOutMs }, houseLimits.logOutMs + 500).then((reply) => ({
    ...(reply.ok ? reply.value : { called: 0, failed: 0 }), ms: clock.steady() - start,
  }));
  const [logOut] = await Promise.all([calls, pair.session.peer.request("close-devices", {}, houseLimits.closeDevicesMs)]);
  return logOut;
}

function noteWipe(receipt: Receipt, note: (event: AuditEvent) => void): void {
  note({
    event: "wiped", reason: receipt.reason, outcome: receipt.outcome, ms: receipt.totalMs, logOutCalled: receipt.logOut.called, logOutFailed: receipt.logOut.failed,
  });
  for (const { target, outcome, left } of receipt.targets) {
    if (outcome === "left" || outcome === "failed") note({ event: "wipe-target", target, outcome, left });
  }
}

