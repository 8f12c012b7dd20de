import type { WebState } from "../../contract/shell-window.ts";
import type { AddressRefusal } from "../../contract/web-address.ts";
import type { Refusal } from "../../contract/refusals.ts";
import { parseAddress } from "../../contract/web-address.ts";

type Reason = NonNullable<WebState["reason"]>;

/** The load was broken off: another began, or it became a download. No error. */
export const ERR_ABORTED = -3;
/** Our own filter said no; whoever refused has said why. */
export const ERR_BLOCKED_BY_CLIENT = -20;

/** Chromium's network error codes (net/base/net_error_list.h) as the reason that a person is told. */
export function reasonOfLoadError(code: number): Reason {
  if (code <= -200 && code > -300) return "certificate";
  switch (code) {
    case -105: case -137: return "not-found"; // NAME_NOT_RESOLVED, NAME_RESOLUTION_FAILED
    case -102: case -120: return "refused"; // CONNECTION_REFUSED, SOCKS_CONNECTION_FAILED
    case -7: case -118: return "timed-out"; // TIMED_OUT, CONNECTION_TIMED_OUT
    case -21: case -106: case -109: case -121: return "no-network"; // NETWORK_CHANGED, INTERNET_DISCONNECTED, ADDRESS_UNREACHABLE, SOCKS_CONNECTION_HOST_UNREACHABLE
    case -300: case -301: case -302: return "scheme"; // INVALID_URL, DISALLOWED_URL_SCHEME, UNKNOWN_URL_SCHEME
    default: return "other";
  }
}

export function reasonOfRefusal(refusal: AddressRefusal): Reason {
  switch (refusal) {
    case "not-listed": return "not-on-list";
    case "private-address": return "private-address";
    case "scheme": case "insecure": return "scheme";
    case "malformed": case "user-info": return "other";
  }
}

/** Schemes that a browser itself answers for; any other would start a program. */
const ownSchemes = new Set(["about:", "blob:", "chrome:", "chrome-error:", "chrome-extension:", "data:", "devtools:", "file:", "filesystem:", "ftp:", "http:", "https:", "javascript:", "view-source:", "ws:", "wss:"]);

/** The word by which a refused address is counted: why it was refused where that says more than where it was asked for. */
export function countedAs(address: string, refusal: AddressRefusal, asked: Refusal): Refusal {
  if (refusal === "private-address") return "private-address";
  if (refusal !== "scheme") return asked;
  const scheme = parseAddress(address)?.protocol;
  return scheme !== undefined && ownSchemes.has(scheme) ? "scheme" : "external-protocol";
}

/** The host of a web address, to be shown; null where there is none that a person would know. */
export function hostOf(address: string): string | null {
  const url = parseAddress(address);
  return url === undefined || url.hostname === "" || !/^(http|ws)s?:$/.test(url.protocol) ? null : url.hostname.slice(0, 253);
}
