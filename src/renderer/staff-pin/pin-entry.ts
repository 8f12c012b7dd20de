/** Shortest and longest PIN (contract: `staff-pin`). */
export const pinLength = { min: 4, max: 12 } as const;

/** What has been typed after one more key; keys that mean nothing here change nothing. */
export function typePin(typed: string, key: string): string {
  if (key === "Backspace") return typed.slice(0, -1);
  return /^[0-9]$/.test(key) && typed.length < pinLength.max ? typed + key : typed;
}

/** Whole minutes until the lock opens, at least one. */
export function minutesLocked(lockedUntil: number, now: number): number {
  return Math.max(1, Math.ceil((lockedUntil - now) / 60_000));
}
