/**
 * Codes that the core may write into the event log as the reason of something. Kept in step with the code by a test: a
 * coded error of this room that is not here is found by it.
 */
export const coreCodes = [
  "booth/boot-failed", "booth/no-visit", "booth/not-open", "booth/present-failed", "booth/unknown",
  "configuration/development-refused", "configuration/not-json", "configuration/not-readable", "configuration/wrong-value",
  "pairs/forgotten", "pairs/no-front", "pairs/no-warm",
  "rpc/bad-params", "rpc/bad-reply", "rpc/closed", "rpc/timed-out", "rpc/unknown-method",
  "runtime/in-use", "runtime/no-tmpfs", "runtime/not-ours", "runtime/not-tmpfs", "runtime/not-writable", "runtime/path-too-long",
  "services/not-readable",
  "session/already-prepared", "session/folder", "session/lost", "session/no-shell", "session/not-answering", "session/not-now", "session/not-prepared", "session/not-started",
  "shell/environment", "shell/lost", "shell/no-app", "shell/no-electron", "shell/not-painted", "shell/not-started", "shell/unstable",
  "staff/not-in-front", "staff/pin-hash",
  "store/no-space", "store/not-opened", "store/set-aside-limit",
  "wipe/failed", "wipe/not-clean", "wipe/printer-not-reached", "wipe/still-alive", "wipe/threw", "wipe/timed-out",
] as const;
