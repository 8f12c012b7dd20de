import type { DialogDesk } from "./dialog-desk.ts";

/** Reasons of the debugging protocol (Page.ClientNavigationReason) that can be repeated from the address alone. */
const repeatable = new Set(["anchorClick", "scriptInitiated", "formSubmissionGet", "metaTagRefresh", "httpHeaderRefresh"]);

/**
 * A page's `beforeunload` may ask once, in our style, and never traps: "leave" repeats what the person wanted. Our own ways
 * out (Back to home, End visit) close the page and ask nothing.
 */
export interface LeaveGuard {
  /** A button of ours is about to navigate. */
  readonly intend: (go: () => void) => void;
  /** A link or script of the page is about to. */
  readonly requested: (url: string, reason: string) => void;
  /** Whether the page is to be left now; if not, the person is asked. */
  readonly mayLeave: () => boolean;
  /** Another document is there. */
  readonly left: () => void;
}

export function createLeaveGuard(parts: { readonly dialogs: DialogDesk; readonly goTo: (url: string) => void }): LeaveGuard {
  let again: (() => void) | undefined;
  let allowed = false;
  let asking = false;
  return {
    intend(go) {
      again = go;
    },
    requested(url, reason) {
      again = repeatable.has(reason) ? () => parts.goTo(url) : undefined;
    },
    mayLeave() {
      if (allowed) return true;
      if (asking) return false;
      asking = true;
      const repeat = again;
      void parts.dialogs.ask("leave", "", "").then(({ accept }) => {
        asking = false;
        allowed = accept;
        if (accept) repeat?.();
      });
      return false;
    },
    left() {
      allowed = false;
      again = undefined;
    },
  };
}
