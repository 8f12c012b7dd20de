import type { SnapshotFrom } from "xstate";
import type { Screen, Snapshot } from "../../contract/snapshot.ts";
import { isWarned, roomForExtension } from "../visit/clock-region.ts";
import type { VisitContext } from "../visit/context.ts";
import type { visitMachine } from "../visit/machine.ts";
import { remindersOf } from "../visit/reminders.ts";
import { boothScreen, visitScreen } from "./screens.ts";
import { stateWords, stepsBelow } from "./state-words.ts";

export type VisitState = Pick<SnapshotFrom<typeof visitMachine>, "value" | "context">;

const screenOf = (words: readonly string[], context: VisitContext): Screen => {
  const booth = stepsBelow(words, "main.booth");
  if (booth !== undefined) return boothScreen(booth, context);
  const visit = stepsBelow(words, "main.visit.screen");
  return visit === undefined ? { name: "thanks", receipt: null, mood: null, ahead: true } : visitScreen(visit, context);
};

/** The name of the screen alone: the word that the log knows. */
export const screenName = (state: VisitState): Screen["name"] => screenOf(stateWords(state.value), state.context).name;

const phaseOf = (words: readonly string[]): "running" | "warning" | "last-minute" => {
  const [phase] = stepsBelow(words, "main.visit.clock") ?? [];
  return phase === "lastMinute" ? "last-minute" : phase === "warning" ? "warning" : "running";
};

/** Her name and time, from the moment on that she has a name. */
const visitOf = (words: readonly string[], context: VisitContext): Snapshot["visit"] => {
  const [step] = stepsBelow(words, "main.visit.screen") ?? [];
  if (context.visit === null || step === undefined || step === "arrive") return null;
  const { name, startedAt, endsAt } = context.visit;
  return { name, startedAt, endsAt, phase: phaseOf(words), extension: isWarned(context) ? roomForExtension(context) : null };
};

/** All that the screens draw, from the state of the visit alone. */
export function toSnapshot(state: VisitState, revision: number, now: number): Snapshot {
  const { context } = state;
  const words = stateWords(state.value);
  const inVisit = stepsBelow(words, "main.visit.screen") !== undefined;
  const asked = stepsBelow(words, "main.visit.ending")?.[0] === "asked";
  return {
    epoch: context.epoch,
    revision,
    now: Math.round(now),
    preferences: context.preferences,
    screen: screenOf(words, context),
    visit: visitOf(words, context),
    documents: inVisit ? [...context.documents] : [],
    devices: [...context.devices],
    idleEndsAt: context.idleEndsAt,
    timeWarning: context.timeWarning,
    help: stepsBelow(words, "help")?.[0] === "open" ? { support: context.helpCall } : null,
    endQuestion: asked ? { reminders: remindersOf(context) } : null,
    originalQuestion: inVisit && context.originalQuestion,
    recovered: context.recovered,
    documentRefused: context.documentRefused,
  };
}
