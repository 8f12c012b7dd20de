import type { EndReason } from "../../contract/core-session.ts";
import type { Receipt } from "../../contract/receipt.ts";
import type { Result } from "../../contract/result.ts";

export type WipeReason = Receipt["reason"];

/** The visit that has ended: why, and when she pressed *End* (ms since 1970, fractional), or when the loss was seen. */
export interface VisitEnd {
  readonly reason: EndReason | "session-lost";
  readonly atMs: number;
}

/** What the booth machine lets others do. Every failure is a value; a rejection is treated as a failure all the same. */
export interface BoothWork {
  /**
   * Ends all that runs, wipes what any earlier run has left, and makes the first pair. The screen stays dark or says
   * *starting* until `finishBootWipe` is clean.
   */
  boot(): Promise<Result<{ readonly epoch: number }>>;
  /** The rest of the boot wipe, which needs a shell: clipboards, print jobs. */
  finishBootWipe(reason: WipeReason): Promise<Receipt>;
  /** Shows the open or the closed booth on the front pair, devices ready. */
  present(state: "open" | "closed"): Promise<Result<null>>;
  /** The next pair in front, thanking; the old one hidden. */
  swap(): Promise<Result<{ readonly epoch: number }>>;
  /** Log-out calls, then the death of the old pair, then the proof. Never fails: a receipt says how it came out. */
  erase(end: VisitEnd): Promise<Receipt>;
  /** The receipt on the thank-you screen. */
  thank(receipt: Receipt): Promise<Result<null>>;
  /** The calm screen that says that the booth is out of order. */
  tellOutOfOrder(code: string, since: number): Promise<Result<null>>;
  /** Ends all that runs and wipes; for the end of the core itself. */
  shutDown(): Promise<Receipt>;
  /** Whether opening hours say open now. */
  withinHours(): boolean;
  /** Something about opening hours may have changed; tells the front pair until when the booth is free. */
  refreshAvailability(): void;
}
