/** Every delay and limit of the scanner's driver, ms, with its reason. */
export const scanDelays = {
  /**
   * Longest silence of a job. A page from sane-airscan is silent until it is downloaded (its progress is that of the decoding);
   * a lamp warms up for up to 40 s, A4 in colour at 300 dpi takes up to 40 s, and a busy eSCL scanner is asked again for 10 s.
   */
  silence: 90_000,
  /**
   * From scanimage's last word (an error, or "Batch terminated") to its end; all that is left is to let go of the device. SANE's
   * test backend now and then hangs there for ever (1.2.1: its reader thread is cancelled within free()), and what a test backend
   * does a vendor's can do too.
   */
  lastWord: 10_000,
  /** One page on the glass, all told: the silence twice. */
  job: 180_000,
  /** For each further page of the feeder; the slowest duplex feeders pull 4 pages a minute at 300 dpi colour. */
  furtherPage: 15_000,
  /**
   * From SIGINT to SIGKILL. SIGINT lets the backend park the arm and tell the scanner; sane-airscan first lets the page in
   * transfer come to its end. Less than `supervisorDelays.abortGrace`.
   */
  cancelGrace: 5_000,
  /** Listing devices: 3.5 s measured with all of Debian's backends and network discovery, more on a slow USB hub. */
  list: 15_000,
  /** Opening a device for its options or to see whether it is there. */
  open: 15_000,
  /** Between two looks at a ready scanner. Twice this passes until an unplugged one is missed. */
  presence: 5_000,
  /** Where only the list tells, which loads every backend and makes network discovery. */
  presenceByList: 20_000,
  /** Between two looks for a scanner that is not there; a person with the plug in the hand is waiting. */
  absent: 3_000,
} as const;

/** Free space that a page must have: an A4 colour page at 300 dpi is at most some 8 MB as JPEG of noise, text 0.5 MB. */
export const PAGE_SPACE_BYTES = 16 * 1024 * 1024;
