import type { Snapshot } from "../../contract/snapshot.ts";

type Visit = NonNullable<Snapshot["visit"]>;

/** Begun minutes until the visit ends, never below 0: "1" as long as there is any time left. */
export function minutesLeft(visit: Pick<Visit, "endsAt">, now: number): number {
  return Math.max(0, Math.ceil((visit.endsAt - now) / 60_000));
}

/** How much of the visit is left, 0..1. */
export function timeLeftFraction(visit: Pick<Visit, "startedAt" | "endsAt">, now: number): number {
  const whole = visit.endsAt - visit.startedAt;
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, (visit.endsAt - now) / whole));
}
