import type { Service } from "../../contract/service-tray.ts";
import { decide, type AddressKind, type Decision } from "../../contract/web-address.ts";

/** A page that is not ours, and the service by whose rules it is judged. */
export interface GuardedPage {
  readonly contentsId: number;
  readonly service: Service;
  /** A document that we made ourselves; no page can go to it. */
  readonly ownAddress?: string;
  /** The page itself was to go where it may not. */
  readonly onBlocked: (address: string, decision: Decision & { allow: false }) => void;
  /** A main-frame page asks for a password of the browser's own kind, or its certificate is bad. */
  readonly onTrouble: (trouble: "needs-password" | "certificate") => void;
}

/** All pages of the shell that are not ours: the visit's view and, at its end, the hidden log-out pages. */
export interface PageRegistry {
  add(page: GuardedPage): void;
  remove(contentsId: number): void;
  of(contentsId: number | undefined): GuardedPage | undefined;
  /** Judges by the rules of that page; a request of no page (a service worker's) by those of every open page together. */
  judge(contentsId: number | undefined, address: string, kind: AddressKind): Decision;
  /** Whether an open service names this host as one that may be private. */
  readonly privateAllowed: (host: string) => boolean;
}

export function createPageRegistry(): PageRegistry {
  const pages = new Map<number, GuardedPage>();
  const nowhere: Decision = { allow: false, reason: "not-listed" };
  return {
    add: (page) => void pages.set(page.contentsId, page),
    remove: (contentsId) => void pages.delete(contentsId),
    of: (contentsId) => (contentsId === undefined ? undefined : pages.get(contentsId)),
    judge(contentsId, address, kind) {
      if (contentsId !== undefined) {
        const page = pages.get(contentsId);
        if (page === undefined) return nowhere;
        return page.ownAddress === address ? { allow: true } : decide(address, kind, page.service);
      }
      const decisions = [...pages.values()].map(({ service }) => decide(address, kind, service));
      return decisions.find(({ allow }) => allow) ?? decisions[0] ?? nowhere;
    },
    privateAllowed: (host) => [...pages.values()].some(({ service }) => service.privateAddresses.includes(host)),
  };
}
