import { createActor } from "xstate";
import type { Action } from "../contract/actions.ts";
import { err, ok, type Result } from "../contract/result.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { xstateClock, type SessionClock } from "./clock.ts";
import { createPublisher } from "./snapshot/publisher.ts";
import { screenName, toSnapshot } from "./snapshot/snapshot.ts";
import { stateWords, stepsBelow } from "./snapshot/state-words.ts";
import type { VisitContext, VisitInput, WorldEvent } from "./visit/context.ts";
import { visitMachine } from "./visit/machine.ts";

/** The running statechart and the one way into it. */
export interface VisitHost {
  /** Errors: `session/old-epoch`, `session/not-now`. */
  act(epoch: number, action: Action): Result<null>;
  send(event: WorldEvent): void;
  snapshot(): Snapshot;
  context(): VisitContext;
  inVisit(): boolean;
  /** The visit is over, and this process is on its way out. */
  hasEnded(): boolean;
  stop(): void;
}

export function createVisitHost(input: VisitInput, clock: SessionClock, send: (snapshot: Snapshot) => void): VisitHost {
  const actor = createActor(visitMachine, { input, clock: xstateClock(clock) });
  const publisher = createPublisher((revision) => toSnapshot(actor.getSnapshot(), revision, clock.now()), send);
  let screen = screenName(actor.getSnapshot());

  actor.subscribe((state) => {
    const next = screenName(state);
    if (next !== screen) input.ports.report({ event: "transition", from: screen, to: next });
    screen = next;
    publisher.changed();
  });
  actor.start();

  return {
    act: (epoch, action) => {
      if (epoch !== input.epoch) return err("session/old-epoch");
      if (!actor.getSnapshot().can(action)) {
        input.ports.report({ event: "refused", refusal: "bad-action", count: 1 });
        return err("session/not-now");
      }
      actor.send(action);
      if (action.type !== "touched") actor.send({ type: "activity" });
      return ok(null);
    },
    send: (event) => actor.send(event),
    snapshot: () => publisher.current(),
    context: () => actor.getSnapshot().context,
    inVisit: () => stepsBelow(stateWords(actor.getSnapshot().value), "main.visit") !== undefined,
    hasEnded: () => stepsBelow(stateWords(actor.getSnapshot().value), "main.ended") !== undefined,
    stop: () => {
      actor.stop();
    },
  };
}
