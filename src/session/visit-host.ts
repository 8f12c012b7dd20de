import { createActor } from "xstate";
import type { Action } from "../contract/actions.ts";
import { err, ok, type Result } from "../contract/result.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { xstateClock, type SessionClock } from "./clock.ts";
import { createPublisher } from "./snapshot/publisher.ts";
import { toSnapshot } from "./snapshot/snapshot.ts";
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
  stop(): void;
}

/** Words of the log are short by contract; our longest state path is well below. */
const longestWord = 60;

export function createVisitHost(input: VisitInput, clock: SessionClock, send: (snapshot: Snapshot) => void): VisitHost {
  const actor = createActor(visitMachine, { input, clock: xstateClock(clock) });
  const publisher = createPublisher((revision) => toSnapshot(actor.getSnapshot(), revision, clock.now()), send);
  let words: readonly string[] = [];

  actor.subscribe((state) => {
    const next = stateWords(state.value);
    for (const change of changedRegions(words, next)) input.ports.report({ event: "transition", ...change });
    words = next;
    publisher.changed();
  });
  words = stateWords(actor.getSnapshot().value);
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
    stop: () => {
      actor.stop();
    },
  };
}

/** Which regions changed, each by its old and its new state; a region that began or ended is told against `none`. */
export function changedRegions(before: readonly string[], after: readonly string[]): { readonly from: string; readonly to: string }[] {
  const short = (word: string): string => word.replace(/^main\./u, "");
  const gone = before.filter((word) => !after.includes(word)).map(short);
  const come = after.filter((word) => !before.includes(word)).map(short);
  const changes: { from: string; to: string }[] = [];
  for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
    changes.push({ from: (gone[at] ?? "none").slice(0, longestWord), to: (come[at] ?? "none").slice(0, longestWord) });
  }
  return changes;
}
