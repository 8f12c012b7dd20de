/** Every delay of the booth machine, in milliseconds, with its reason. Back-off is apart: it grows (loss-counter.ts). */
export const boothDelays = {
  /** How often opening hours are looked at. A look is cheap, and a jump of the wall clock is seen this soon. */
  hoursLook: 15_000,
  /** The thank-you screen closes itself 20 s after the receipt; the next person need not wait longer for one who has gone. */
  thanksLimit: 20_000,
} as const;

/** After so long without trouble a booth counts as sound again and back-off begins at one second. */
export const calmMs = 600_000;
