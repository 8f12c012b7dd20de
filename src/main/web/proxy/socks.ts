/** The part of SOCKS 5 (RFC 1928) that Chromium speaks: no authentication, CONNECT. Pure: bytes in, meaning out. */

export interface SocksTarget {
  /** A host name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `more`: not all bytes are there yet. `used`: how many belong to the message. */
export type SocksRead<T> =
  | { readonly state: "more" }
  | { readonly state: "bad" }
  | { readonly state: "read"; readonly value: T; readonly used: number };

const VERSION = 5;
const CONNECT = 1;
const NO_AUTHENTICATION = 0;

/** Section 3: version, number of methods, methods. The value says whether "no authentication" is among them. */
export function readGreeting(bytes: Uint8Array): SocksRead<boolean> {
  const [version, count] = bytes;
  if (version !== undefined && version !== VERSION) return { state: "bad" };
  if (count === undefined || bytes.length < 2 + count) return { state: "more" };
  return { state: "read", value: bytes.subarray(2, 2 + count).includes(NO_AUTHENTICATION), used: 2 + count };
}

/** Section 3: the answer to a greeting. */
export const greetingAnswer = (accepted: boolean): Uint8Array => Uint8Array.of(VERSION, accepted ? NO_AUTHENTICATION : 0xff);

/** Section 4: version, command, reserved, address type, address, port. Everything but CONNECT is bad. */
export function readRequest(bytes: Uint8Array): SocksRead<SocksTarget> {
  const [version, command, , type, length] = bytes;
  if (version !== undefined && version !== VERSION) return { state: "bad" };
  if (command !== undefined && command !== CONNECT) return { state: "bad" };
  if (type === undefined || length === undefined) return { state: "more" };
  const size = type === 1 ? 4 : type === 4 ? 16 : type === 3 ? length : undefined;
  if (size === undefined || size === 0) return { state: "bad" };
  const start = type === 3 ? 5 : 4;
  const used = start + size + 2;
  if (bytes.length < used) return { state: "more" };
  const address = bytes.subarray(start, start + size);
  const port = (bytes[used - 2] ?? 0) * 256 + (bytes[used - 1] ?? 0);
  const host = type === 3 ? hostName(address) : type === 1 ? address.join(".") : ipv6(address);
  return host === undefined || port === 0 ? { state: "bad" } : { state: "read", value: { host, port }, used };
}

/** Section 6, the reply codes that we use. */
export const socksReplies = { succeeded: 0, "general-failure": 1, "not-allowed": 2, "network-unreachable": 3, "host-unreachable": 4, refused: 5 } as const;
export type SocksReply = keyof typeof socksReplies;

/** Section 6; the bound address is of no use to the client and is given as 0.0.0.0:0. */
export const requestAnswer = (reply: SocksReply): Uint8Array => Uint8Array.of(VERSION, socksReplies[reply], 0, 1, 0, 0, 0, 0, 0, 0);

function hostName(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes).toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return /^[a-z0-9._:-]+$/.test(text) ? text : undefined;
}

const ipv6 = (bytes: Uint8Array): string =>
  Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16)).join(":");
