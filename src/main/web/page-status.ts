import type { WebState } from "../../contract/shell-window.ts";
import type { AddressRefusal } from "../../contract/web-address.ts";
import { ERR_ABORTED, ERR_BLOCKED_BY_CLIENT, hostOf, reasonOfLoadError, reasonOfRefusal } from "./load-errors.ts";
import type { ConnectFailure } from "./proxy/address-proxy.ts";

type Status = Pick<WebState, "state" | "reason" | "refusedHost">;

/** How an embedded page fares, as the screens around it tell a person. Events of the browser come in, a state comes out. */
export interface PageStatus {
  readonly state: () => Status;
  /** Whether there is anything of the page that may be seen. */
  readonly visible: () => boolean;
  /** Whether a document of the service has been reached at all. */
  readonly committed: () => boolean;
  /** A refusal lies over a page that is still there: "back" leads to it. */
  readonly overPage: () => boolean;
  readonly started: () => void;
  readonly arrived: () => void;
  readonly stopped: () => void;
  readonly failed: (code: number, address: string) => void;
  readonly blocked: (address: string, refusal: AddressRefusal) => void;
  /** The page has put an empty document in its own place. */
  readonly emptied: () => void;
  readonly trouble: (trouble: "needs-password" | "certificate") => void;
  readonly answering: (alive: boolean) => void;
  readonly crashed: () => void;
  readonly cleared: () => void;
}

const fine = (state: "loading" | "ready"): Status => ({ state, reason: null, refusedHost: null });

export function createPageStatus(onChange: () => void, lastFailure: (host: string) => ConnectFailure | undefined): PageStatus {
  let status: Status = fine("loading");
  let committed = false;
  /** The document in the view is one of the service's, not an error of the browser's. */
  let pageIsThere = false;
  let silent = false;

  const set = (next: Status) => {
    if (next.state === status.state && next.reason === status.reason && next.refusedHost === status.refusedHost) return;
    status = next;
    onChange();
  };
  const shown = (): Status => (silent && (status.state === "ready" || status.state === "loading") ? { state: "not-answering", reason: null, refusedHost: null } : status);

  return {
    state: shown,
    committed: () => committed,
    visible: () => pageIsThere && (shown().state === "ready" || shown().state === "loading"),
    overPage: () => status.state === "blocked" && pageIsThere,
    started() {
      if (status.state !== "loading") set(fine("loading"));
    },
    arrived() {
      committed = true;
      pageIsThere = true;
      silent = false;
      // The refusal of a password comes before the empty document that follows it.
      if (status.state !== "blocked") set(fine("loading"));
      onChange();
    },
    stopped() {
      if (status.state === "loading") set(committed ? fine("ready") : { state: "failed", reason: "other", refusedHost: null });
    },
    failed(code, address) {
      if (code === ERR_ABORTED) {
        if (status.state === "loading" && pageIsThere) set(fine("ready"));
        return;
      }
      pageIsThere = false;
      if (code === ERR_BLOCKED_BY_CLIENT && status.state === "blocked") return onChange();
      const host = hostOf(address);
      const known = host === null ? undefined : lastFailure(host);
      const reason = reasonOfLoadError(code);
      // The browser knows only that the proxy failed; the proxy knows why.
      const told = known !== undefined && (reason === "refused" || reason === "no-network") ? known : reason;
      set(told === "private-address" ? { state: "blocked", reason: told, refusedHost: host } : { state: "failed", reason: told, refusedHost: null });
    },
    blocked: (address, refusal) => set({ state: "blocked", reason: reasonOfRefusal(refusal), refusedHost: hostOf(address) }),
    emptied() {
      pageIsThere = false;
      set({ state: "blocked", reason: "scheme", refusedHost: null });
    },
    trouble: (trouble) => set({ state: "blocked", reason: trouble, refusedHost: null }),
    answering(alive) {
      if (silent === !alive) return;
      silent = !alive;
      onChange();
    },
    crashed() {
      pageIsThere = false;
      set({ state: "crashed", reason: null, refusedHost: null });
    },
    cleared() {
      if (status.state === "blocked" && pageIsThere) set(fine("ready"));
    },
  };
}
