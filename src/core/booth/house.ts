import { createActor, type SnapshotFrom } from "xstate";
import type { SessionEvent } from "../../contract/core-session.ts";
import type { Receipt } from "../../contract/receipt.ts";
import { err, ok } from "../../contract/result.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { AuditEvent } from "../audit/catalogue.ts";
import { xstateClock, type Clock } from "../clock.ts";
import type { SayLine } from "../lines.ts";
import type { PairNotice } from "../pairs/pair.ts";
import { createPairs, type Pairs, type PairsParts } from "../pairs/pairs.ts";
import type { SessionListener, SessionProcess } from "../sessions/session-process.ts";
import type { Result } from "../../contract/result.ts";
import type { StaffDesk } from "../staff/desk.ts";
import type { GroundWipe } from "../wipe/ground.ts";
import type { WipeTools } from "../wipe/plans.ts";
import { boothMachine } from "./booth-machine.ts";
import { createHouseWork } from "./house-work.ts";
import type { OpeningHours } from "./opening-hours.ts";
import { topState, type TopState } from "./state-words.ts";

export interface HouseSettings {
  readonly clock: Clock;
  /** ms since 1970 with fractions, as `visit-ended` has it. */
  readonly preciseWall: () => number;
  readonly startSession: (epoch: number, listener: SessionListener) => Promise<Result<SessionProcess>>;
  readonly startShell: PairsParts["startShell"];
  readonly prepareParams: PairsParts["prepareParams"];
  readonly newToken: () => string;
  readonly discard: PairsParts["discard"];
  readonly tools: WipeTools;
  readonly firstGround: Promise<GroundWipe>;
  readonly hours: OpeningHours;
  readonly audit: AuditLog;
  /** Called when the booth waits for the next visitor. */
  readonly rest: () => void;
  readonly desk: (house: HouseView) => StaffDesk;
  readonly say: SayLine;
  readonly staffClosed: boolean;
  readonly rememberStaffClosed: (closed: boolean) => void;
  readonly onChange: (state: TopState, pairs: Pairs) => void;
}

/** What the staff's side may see of the house. */
export interface HouseView {
  warmReady(): boolean;
  lastReceipt(): Receipt | null;
  booth(): "open" | "closed";
}

export interface House {
  start(): void;
  /** Ends shells and sessions, wipes, and settles when that is proved or given up. */
  stop(): Promise<void>;
  state(): TopState;
}

/** The whole booth but for its entry: machine, pairs, wipe and the words between them. */
export function createHouse(settings: HouseSettings): House {
  const { clock, audit } = settings;
  let visitStarted = { wall: 0, steady: 0 };
  let endedSteady = 0;
  let printed = false;
  let lastReceipt: Receipt | null = null;
  let last: TopState | null = null;

  const note = (event: AuditEvent): void => audit.note(event);

  const pairs = createPairs({
    clock,
    startSession: (epoch) => settings.startSession(epoch, listenerFor(epoch)),
    startShell: settings.startShell,
    prepareParams: settings.prepareParams,
    newToken: settings.newToken,
    discard: settings.discard,
    onLost: (epoch, code) => {
      endedSteady = clock.steady();
      actor.send({ type: "LOST", epoch, code, atMs: settings.preciseWall() });
    },
    onNotice: (notice) => {
      note(auditOf(notice));
      if (notice.notice === "warm-ready") settings.say({ event: "warm", ms: Math.round(notice.tookMs) });
    },
    onChange: () => settings.onChange(last ?? "booting", pairs),
  });

  const work = createHouseWork({
    clock, pairs, note, tools: settings.tools, firstGround: settings.firstGround, hours: settings.hours,
    visitTimes: () => ({ startedWall: visitStarted.wall, endedSteady, printed }),
    swapped: (ms, paintedAtMs) => {
      note({ event: "swap", ms });
      settings.say({ event: "swapped", ms: Math.round(ms * 10) / 10, paintedAtMs });
    },
    rest: settings.rest,
    wiped: (receipt) => {
      lastReceipt = receipt;
      settings.say({ event: "wiped", receipt });
    },
  });

  const actor = createActor(boothMachine, { input: { work, clock, staffClosed: settings.staffClosed }, clock: xstateClock(clock) });
  const desk = settings.desk({
    warmReady: () => pairs.warm() !== null,
    lastReceipt: () => lastReceipt,
    booth: () => (actor.getSnapshot().context.staffClosed || !work.withinHours() ? "closed" : "open"),
  });

  const isFront = (epoch: number): boolean => pairs.front()?.epoch === epoch;
  const isNow = (state: TopState, epoch: number): boolean => topState(actor.getSnapshot().value) === state && actor.getSnapshot().context.epoch === epoch;
  const onlyFront = async <T>(epoch: number, answer: () => Promise<Result<T>>): Promise<Result<T>> => (isFront(epoch) ? await answer() : err("staff/not-in-front"));

  const done = Promise.resolve(ok(null));

  /** Each session process has its own ears, which know its epoch: a late word of an old one changes nothing. */
  function listenerFor(epoch: number): SessionListener {
    return {
      onBad: () => note({ event: "bad-message" }),
      notes: {
        event: (event) => {
          if (isFront(epoch)) noteSessionEvent(event);
        },
        "shell-state": ({ state }) => pairs.shellState(epoch, state),
      },
      handlers: {
        "visit-started": () => {
          if (!isNow("open", epoch) && !isNow("opening", epoch)) return Promise.resolve(err("booth/not-open"));
          visitStarted = { wall: clock.wall(), steady: clock.steady() };
          printed = false;
          actor.send({ type: "VISIT_STARTED", epoch });
          return done;
        },
        "visit-ended": ({ reason, atMs }) => {
          if (!isNow("visit", epoch)) return Promise.resolve(err("booth/no-visit"));
          endedSteady = clock.steady() - onTheWay(settings.preciseWall() - atMs);
          actor.send({ type: "VISIT_ENDED", epoch, reason, atMs });
          return done;
        },
        "thanks-done": () => {
          actor.send({ type: "THANKS_DONE", epoch });
          return done;
        },
        "staff.verify-pin": ({ pin }) => onlyFront(epoch, () => desk.verifyPin(pin)),
        "staff.pin-state": () => onlyFront(epoch, () => desk.pinState()),
        "staff.report": () => onlyFront(epoch, () => desk.report()),
        "staff.set-booth": ({ to }) =>
          onlyFront(epoch, () => {
            settings.rememberStaffClosed(to === "closed");
            note({ event: "staff-booth", to });
            actor.send({ type: "STAFF_SET", to });
            return done;
          }),
        "staff.restart": () =>
          onlyFront(epoch, () => {
            note({ event: "staff-booth", to: "restart" });
            // The answer goes out before its process dies.
            setImmediate(() => actor.send({ type: "STAFF_RESTART" }));
            return done;
          }),
      },
    };
  }

  function noteSessionEvent(event: SessionEvent): void {
    if (event.event === "print") printed = true;
    note(event);
  }

  actor.subscribe((snapshot) => {
    const now = topState(snapshot.value);
    if (now === last) return;
    last = now;
    note({ event: "booth", to: now });
    settings.onChange(now, pairs);
    tell(now, snapshot);
  });

  function tell(state: TopState, snapshot: SnapshotFrom<typeof boothMachine>): void {
    const { trouble, visitEnd } = snapshot.context;
    if (state === "open") settings.say({ event: "attract" });
    if (state === "closed") settings.say({ event: "closed" });
    if (state === "visit") settings.say({ event: "visit" });
    if (state === "ending" && visitEnd !== null) note({ event: "visit-ended", reason: visitEnd.reason, minutes: toFiveMinutes(clock.steady() - visitStarted.steady) });
    if (state === "out-of-order" && trouble !== null) {
      note({ event: "out-of-order", code: trouble.code, cause: trouble.cause });
      settings.say({ event: "out-of-order", code: trouble.code });
    }
  }

  return {
    start: () => void actor.start(),
    stop: () =>
      new Promise((resolve) => {
        actor.subscribe({ complete: resolve });
        actor.send({ type: "STOP" });
      }),
    state: () => topState(actor.getSnapshot().value),
  };
}

/** How long the word of the end was on its way; two processes' wall clocks may differ after a jump, and then it says nothing. */
const onTheWay = (ms: number): number => (ms >= 0 && ms < 1_000 ? ms : 0);

const toFiveMinutes = (ms: number): number => Math.round(ms / 300_000) * 5;

function auditOf(notice: PairNotice): AuditEvent {
  switch (notice.notice) {
    case "warm-ready":
      return { event: "warm-ready", ms: notice.tookMs };
    case "warm-failed":
      return { event: "warm-failed", code: notice.code };
    case "shell-lost":
      return { event: "shell-lost", which: notice.which, code: notice.code };
    case "shell-hung":
      return { event: "shell-hung" };
    case "shell-recovered":
      return { event: "shell-recovered", ms: notice.tookMs };
    case "session-process-lost":
      return { event: "session-process-lost", which: notice.which };
  }
}
