import type { sessionProcessMethods } from "../../contract/core-session.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { z } from "zod";
import { after, type Clock } from "../clock.ts";
import type { Owner } from "../processes/owner.ts";
import { createSerialQueue } from "../serial-queue.ts";
import type { ShellProcess } from "../shells/shell-process.ts";
import { backOffMs, createLossCounter } from "./loss-counter.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { noteShellState, type Pair, type PairNotice, type ShellState } from "./pair.ts";
import { createPairMaker, notAnswering, type PairMakerParts } from "./pair-maker.ts";

export type BoothView = z.output<(typeof sessionProcessMethods)["set-booth"]["params"]>;

export const pairLimits = {
  /** How long the end of a visit waits for the next screen; after that the booth is started anew. */
  warmMs: 10_000,
  showMs: 5_000,
} as const;

export interface PairsParts {
  readonly clock: Clock;
  readonly startSession: PairMakerParts["startSession"];
  readonly startShell: PairMakerParts["startShell"];
  readonly prepareParams: PairMakerParts["prepareParams"];
  readonly newToken: () => string;
  readonly discard: (owner: Owner) => Promise<void>;
  /** The shown pair cannot go on: its session process died, or no shell can be brought to it. */
  readonly onLost: (epoch: number, code: string) => void;
  readonly onNotice: (notice: PairNotice) => void;
  /** Anything that {@link Pairs.front} or {@link Pairs.warm} would show differently. */
  readonly onChange: () => void;
}

export interface Swapped {
  readonly old: Pair;
  readonly epoch: number;
  /** ms since 1970, fractional, of the new shell's clock. */
  readonly paintedAtMs: number;
}

/** Keeps one pair in front and one warm, whatever dies. */
export interface Pairs {
  front(): Pair | null;
  warm(): Pair | null;
  /** Makes the first pair, hidden; its shell is connected and paints while the rest goes on. Whatever was there before must be dead: see `forget`. */
  start(): Promise<Result<{ readonly epoch: number }>>;
  /** From now on a warm pair is kept ready. */
  keepWarm(): void;
  /** What the front pair shows while nobody is there. */
  setBooth(view: BoothView): Promise<Result<null>>;
  show(): Promise<Result<null>>;
  /** Puts the warm pair in front with this view. The old one is hidden, and the caller's to wipe. */
  swap(view: BoothView): Promise<Result<Swapped>>;
  /** A pair's session process said where its shell stands. */
  shellState(epoch: number, state: ShellState): void;
  /** Lets go of everything without a word; the caller kills it by the runtime folder's marks. */
  forget(): void;
  /** How many things of a visit the core still holds. */
  held(epoch: number): number;
}

export function createPairs(parts: PairsParts): Pairs {
  const { clock } = parts;
  const queue = createSerialQueue();
  const losses = createLossCounter(clock);
  const known = new Map<number, Pair>();
  let front: Pair | null = null;
  let warm: Pair | null = null;
  let nextEpoch = 1;
  /** Grows with `forget`: what was begun before it is nobody's. */
  let era = 0;
  let stocking = false;
  let wanted = false;
  let failures = 0;
  /** Of the first pair, which is in front before it has painted. */
  let firstPaint: Promise<Result<null>> = Promise.resolve(ok(null));
  let warmSince = 0;
  const warmWatchers = new Set<(pair: Pair) => void>();

  const maker = createPairMaker({
    ...parts,
    onPair: (pair) => {
      known.set(pair.epoch, pair);
      void pair.session.ended.then(() => sessionEnded(pair));
    },
  });

  const makePair = async (): Promise<Result<Pair>> => {
    const epoch = nextEpoch;
    const begun = era;
    nextEpoch += 1;
    const made = await maker.make(epoch, () => begun === era, drawAhead);
    if (!made.ok) known.delete(epoch);
    else watchShell(made.value);
    return made;
  };

  /** What a warm pair is shown with is on its screen before it is: then the swap has only to lift its window. */
  const drawAhead = (pair: Pair): void => {
    // A pair that cannot take it will not take the real view either, and is found out then.
    void pair.session.peer.request("set-booth", { state: "ready" });
  };

  const drop = async (pair: Pair): Promise<void> => {
    known.delete(pair.epoch);
    await maker.discard(pair);
  };

  const watchShell = (pair: Pair): void => {
    const shell = pair.shell;
    if (shell !== null) void shell.ended.then(() => shellEnded(shell));
  };

  function shellEnded(shell: ShellProcess): void {
    const pair = [...known.values()].find((one) => one.shell === shell);
    if (pair === undefined || pair.retired) return;
    if (pair === front) void queue(() => recover(pair, shell));
    else if (pair === warm) loseWarm(pair, "shell");
  }

  function sessionEnded(pair: Pair): void {
    if (pair.retired) return;
    if (pair === front) {
      parts.onNotice({ notice: "session-process-lost", which: "shown" });
      parts.onLost(pair.epoch, "session/lost");
    } else if (pair === warm) loseWarm(pair, "session");
  }

  function loseWarm(pair: Pair, what: "shell" | "session"): void {
    warm = null;
    failures = clock.steady() - warmSince > soundMs ? 0 : failures + 1;
    parts.onNotice(what === "shell" ? { notice: "shell-lost", which: "warm", code: "shell/lost" } : { notice: "session-process-lost", which: "warm" });
    parts.onChange();
    // The first is chance and is followed at once; one that dies again and again must not keep the machine busy.
    const pause = failures < 2 ? Promise.resolve() : after(clock, backOffMs(failures - 2));
    const begun = era;
    void Promise.all([drop(pair), pause]).then(() => (begun === era ? stock(null) : undefined));
  }

  /** The front pair's shell is dead: the warm one takes its place, or else a new one. */
  async function recover(pair: Pair, lost: ShellProcess): Promise<void> {
    if (pair.retired || pair !== front || pair.shell !== lost) return;
    const start = clock.steady();
    pair.shell = null;
    pair.shellState = "gone";
    parts.onNotice({ notice: "shell-lost", which: "shown", code: "shell/lost" });
    parts.onChange();
    const buried = parts.discard(lost);
    const brought = await bringBack(pair);
    await buried;
    if (!known.has(pair.epoch)) return;
    if (!brought.ok) {
      parts.onLost(pair.epoch, brought.error.code);
      return;
    }
    watchShell(pair);
    parts.onChange();
    parts.onNotice({ notice: "shell-recovered", tookMs: clock.steady() - start });
  }

  async function bringBack(pair: Pair): Promise<Result<null>> {
    while (!losses.tooMany()) {
      const brought = await bringShell(pair);
      const shown = brought.ok && pair.shown ? await showPair(pair) : brought;
      if (shown.ok) return ok(null);
      if (pair.retired || shown.error.code === "session/lost") return err("session/lost");
      if (shown.error.code === notAnswering) return shown;
    }
    return err("shell/unstable");
  }

  async function bringShell(pair: Pair): Promise<Result<null>> {
    const lender = warm;
    if (lender === null) return await maker.attach(pair);
    warm = null;
    const lent = await maker.lend(lender, pair);
    if (lender.shell === null) void stock(lender);
    else warm = lender;
    return lent.ok || lent.error.code === notAnswering ? lent : await maker.attach(pair);
  }

  /** Makes a warm pair, or brings a new shell to one that has given its own away. Tries until it has one. */
  async function stock(bare: Pair | null): Promise<void> {
    if (!wanted || stocking || warm !== null) return;
    const begun = era;
    stocking = true;
    const start = clock.steady();
    const made = bare === null ? await makePair() : await reequip(bare);
    if (begun !== era) {
      if (made.ok) await drop(made.value);
      return;
    }
    stocking = false;
    if (made.ok) {
      warm = made.value;
      warmSince = clock.steady();
      parts.onChange();
      parts.onNotice({ notice: "warm-ready", epoch: warm.epoch, tookMs: clock.steady() - start });
      for (const watcher of [...warmWatchers]) watcher(warm);
      return;
    }
    parts.onNotice({ notice: "warm-failed", code: made.error.code });
    await after(clock, backOffMs(failures));
    failures += 1;
    if (begun === era) await stock(null);
  }

  async function reequip(pair: Pair): Promise<Result<Pair>> {
    const attached = await maker.attach(pair);
    if (attached.ok) {
      watchShell(pair);
      return ok(pair);
    }
    await drop(pair);
    return attached;
  }

  const untilWarm = (): Promise<Pair | null> => {
    if (warm !== null) return Promise.resolve(warm);
    void stock(null);
    return new Promise((resolve) => {
      const timer = clock.setTimeout(() => settle(null), pairLimits.warmMs);
      const settle = (pair: Pair | null): void => {
        clock.clearTimeout(timer);
        warmWatchers.delete(settle);
        resolve(pair);
      };
      warmWatchers.add(settle);
    });
  };

  const showPair = async (pair: Pair): Promise<Result<{ paintedAtMs: number }>> => {
    const shown = await pair.session.peer.request("show", {}, pairLimits.showMs);
    if (shown.ok) pair.shown = true;
    return shown;
  };

  async function bringForward(view: BoothView): Promise<Result<Swapped>> {
    const old = front;
    if (old === null) return err("pairs/no-front");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const next = await untilWarm();
      if (next === null) return err("pairs/no-warm");
      warm = null;
      // One behind the other on the same channel, which keeps their order: the window comes up with the new view.
      const [told, up] = await Promise.all([next.session.peer.request("set-booth", view), showPair(next)]);
      const shown: Result<{ paintedAtMs: number }> = told.ok ? up : told;
      if (shown.ok) {
        retire(old);
        front = next;
        failures = 0;
        parts.onChange();
        return ok({ old, epoch: next.epoch, paintedAtMs: shown.value.paintedAtMs });
      }
      parts.onNotice({ notice: "warm-failed", code: shown.error.code });
      void drop(next);
    }
    return err("pairs/no-warm");
  }

  /** Out of sight at once; its process lives on for the log-out calls, but its end is no loss any more. */
  function retire(pair: Pair): void {
    pair.retired = true;
    known.delete(pair.epoch);
    void pair.session.peer.request("hide", {});
  }

  /** The warm screen is asked too: one that hangs would be found only when somebody waits for it. */
  const heartbeats = [() => front, () => warm].map((pairNow) =>
    createHeartbeat({
      clock,
      probe: async () => {
        const pair = pairNow();
        const shell = pair?.shell ?? null;
        if (pair === null || shell === null || pair.shellState !== "painted") return true;
        const alive = await pair.session.peer.request("probe", {}, heartbeatLimitMs);
        return alive.ok || pair !== pairNow() || pair.shell !== shell;
      },
      onHung: () => {
        const shell = pairNow()?.shell ?? null;
        if (shell === null) return;
        parts.onNotice({ notice: "shell-hung" });
        void parts.discard(shell);
      },
    }),
  );

  return {
    front: () => front,
    warm: () => warm,
    async start() {
      const epoch = nextEpoch;
      const begun = era;
      nextEpoch += 1;
      const made = await maker.open(epoch, () => begun === era);
      if (!made.ok) {
        known.delete(epoch);
        return made;
      }
      const { pair, painted } = made.value;
      front = pair;
      firstPaint = painted;
      // Who wants to know waits for `firstPaint`; only from now on is a lost shell brought back.
      void painted.then((first) => (first.ok ? watchShell(pair) : undefined));
      for (const heartbeat of heartbeats) heartbeat.start();
      parts.onChange();
      return ok({ epoch });
    },
    keepWarm() {
      wanted = true;
      if (warm === null) void stock(null);
    },
    async setBooth(view) {
      return front === null ? err("pairs/no-front") : await front.session.peer.request("set-booth", view);
    },
    show: () =>
      queue(async () => {
        if (front === null) return err("pairs/no-front");
        const shown = await showPair(front);
        if (shown.ok) return ok(null);
        // It was asked before it could paint, and on a cold disk that takes longer than it waits.
        const painted = await firstPaint;
        const again = painted.ok ? await showPair(front) : painted;
        return again.ok ? ok(null) : again;
      }),
    swap: (view) => queue(() => bringForward(view)),
    shellState(epoch, state) {
      const pair = known.get(epoch);
      if (pair !== undefined) noteShellState(pair, state);
    },
    forget() {
      era += 1;
      for (const heartbeat of heartbeats) heartbeat.stop();
      for (const pair of known.values()) {
        pair.retired = true;
        pair.session.dispose();
      }
      known.clear();
      front = null;
      warm = null;
      stocking = false;
      wanted = false;
    },
    held: (epoch) => (known.has(epoch) ? 1 : 0) + (front?.epoch === epoch ? 1 : 0) + (warm?.epoch === epoch ? 1 : 0),
  };
}

/** A warm pair that has lived so long was sound. */
const soundMs = 60_000;

/** A renderer that has not painted for so long is hung; a page that computes does not hold up ours. */
const heartbeatLimitMs = 3_000;
