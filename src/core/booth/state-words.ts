import type { StateValueFrom } from "xstate";
import type { boothMachine } from "./booth-machine.ts";

const topStates = {
  booting: "booting", wiping: "wiping", opening: "opening", open: "open", closed: "closed", visit: "visit", ending: "ending", outOfOrder: "out-of-order",
  stopping: "stopping", stopped: "stopped",
} as const;

/** The booth's state as the log and `state.json` name it. */
export type TopState = (typeof topStates)[keyof typeof topStates];

export function topState(value: StateValueFrom<typeof boothMachine>): TopState {
  const key = typeof value === "string" ? value : (Object.keys(value)[0] as keyof typeof topStates);
  return topStates[key];
}
