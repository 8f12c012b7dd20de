const second = 1_000;
const minute = 60 * second;

/** Every delay of the visit that is not in the configuration, ms, each with its reason. */
export const delays = {
  /** Experience: warned at 10, 5 and 1 minute; the last leaves time to press Save and take one's paper. */
  warnFirst: 10 * minute,
  warnSecond: 5 * minute,
  warnLast: minute,
  /** Less would not be worth a touch, and the next person may already stand at the door. */
  extensionLeast: 5 * minute,
  /** The thanks are read in 5 s by most; the receipt's facts and one question of three faces take the rest. */
  thanksShown: 20 * second,
  /** Somebody changed language or size on the attract screen and went away: the next one finds the defaults. */
  attractReset: minute,
  /** A help page left open on the attract screen closes for the next person. */
  helpForgotten: 2 * minute,
  /** Staff walk off; a citizen must not find the staff page (K58). */
  staffForgotten: 2 * minute,
  /** The core looks at its own house only; the devices' part of the staff page has its own, longer limits. */
  staffReportLimit: 20 * second,
} as const;

/** Thresholds of the time warnings, longest first, with the number that the screen says. */
export const warnings = [
  { minutes: 10, ms: delays.warnFirst },
  { minutes: 5, ms: delays.warnSecond },
  { minutes: 1, ms: delays.warnLast },
] as const;
export type WarningMinutes = (typeof warnings)[number]["minutes"];

