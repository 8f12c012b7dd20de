import { err, ok, type Result } from "./result.ts";

/** What an address is asked for: the view itself, a frame inside the page, or anything a page loads or connects to. */
export type AddressKind = "page" | "frame" | "resource";

/**
 * Why an address is refused. `insecure` is an address that would be allowed over https; `private-address` is a name or
 * number of this machine or of the network that it stands in.
 */
export const addressRefusals = ["malformed", "scheme", "insecure", "user-info", "private-address", "not-listed"] as const;
export type AddressRefusal = (typeof addressRefusals)[number];
export type Decision = { readonly allow: true } | { readonly allow: false; readonly reason: AddressRefusal };

/**
 * One origin, or all sub-domains of one. `port` is always a number: a pattern that names none means the scheme's own.
 * With `subdomains` the host itself is *not* meant (as in a Content-Security-Policy): name it too where it is wanted.
 */
export interface OriginPattern {
  readonly scheme: "https" | "http";
  readonly host: string;
  readonly subdomains: boolean;
  readonly port: number;
}

/** The marker in the tray that lets a page's sub-resources come from every public https host. */
export const anyHttps = "any-https";

/** The part of a service that addresses are judged by. */
export interface AddressRules {
  readonly pages: readonly string[];
  readonly resources: readonly string[] | typeof anyHttps;
  readonly privateAddresses: readonly string[];
}

const patternForm = /^(https?):\/\/(\*\.)?([a-z0-9.-]+|\[[0-9a-f:]+\])(?::([0-9]{1,5}))?$/;
const ipv4Form = /^\d{1,3}(\.\d{1,3}){3}$/;

/**
 * Reads `https://www.example.fi`, `https://*.example.fi` or `http://palvelu.localhost:8080`: scheme, host in the form
 * that a browser compares (lower case, punycode), optional port; no path. A star needs two labels behind it, so that no
 * pattern opens a whole country.
 */
export function parseOriginPattern(text: string): Result<OriginPattern> {
  const parts = patternForm.exec(text);
  if (parts === null) return err("origin-pattern/form");
  const [, scheme, star, host, port] = parts as unknown as [string, "http" | "https", string?, string?, string?];
  let url: URL;
  try {
    url = new URL(`${scheme}://${host}${port === undefined ? "" : `:${port}`}/`);
  } catch {
    return err("origin-pattern/host");
  }
  if (url.hostname !== host || host.endsWith(".") || host.includes("..")) return err("origin-pattern/host");
  const subdomains = star !== undefined;
  if (subdomains && (isAddressLiteral(host) || !host.includes("."))) return err("origin-pattern/too-wide");
  return ok({ scheme, host, subdomains, port: portOf(url) });
}

/** Whether the origin of an http(s) or ws(s) address is one of the patterns. Does not look for private addresses: {@link decide} does. */
export function originAllowed(address: string | URL, patterns: readonly OriginPattern[]): boolean {
  const url = typeof address === "string" ? parseAddress(address) : address;
  if (url === undefined) return false;
  const scheme = webScheme(url.protocol);
  if (scheme === undefined) return false;
  const port = portOf(url);
  return patterns.some(
    (pattern) =>
      pattern.scheme === scheme &&
      pattern.port === port &&
      (pattern.subdomains ? isSubdomain(url.hostname, pattern.host) : url.hostname === pattern.host),
  );
}

/**
 * Whether the embedded view may go to, frame or load an address for a service.
 *
 * - `page` and `frame`: http(s) origins of `pages`; a frame may also be the empty document that a page itself fills.
 * - `resource`: `pages` and `resources`, also as WebSocket; `data:`, and `blob:` of an allowed origin.
 * - A private address has to be named twice: in `privateAddresses` and by a pattern. {@link anyHttps} never covers it.
 *
 * A public name may still lead to a private address: ask {@link resolvedAddressAllowed} when the address is known.
 */
export function decide(address: string, kind: AddressKind, rules: AddressRules): Decision {
  // A picture in a data: address may be megabytes; there is no host in it to judge.
  if (kind === "resource" && address.startsWith("data:")) return { allow: true };
  const url = parseAddress(address);
  if (url === undefined) return refuse("malformed");
  if (kind === "frame" && (url.href === "about:blank" || url.href === "about:srcdoc")) return { allow: true };
  if (kind === "resource" && url.protocol === "data:") return { allow: true };
  if (kind === "resource" && url.protocol === "blob:") {
    const owner = parseAddress(url.origin);
    return owner === undefined ? refuse("scheme") : judge(owner, kind, rules);
  }
  return judge(url, kind, rules);
}

function judge(url: URL, kind: AddressKind, rules: AddressRules): Decision {
  const webSocket = url.protocol === "ws:" || url.protocol === "wss:";
  if (webScheme(url.protocol) === undefined || (webSocket && kind !== "resource")) return refuse("scheme");
  if (url.username !== "" || url.password !== "") return refuse("user-info");
  const isPrivate = isPrivateHost(url.hostname);
  if (isPrivate && !rules.privateAddresses.includes(url.hostname)) return refuse("private-address");
  if (listed(url, kind, rules, isPrivate)) return { allow: true };
  if (webScheme(url.protocol) === "http") {
    const secure = new URL(url.href);
    secure.protocol = webSocket ? "wss:" : "https:";
    if (listed(secure, kind, rules, isPrivate)) return refuse("insecure");
  }
  return refuse("not-listed");
}

function listed(url: URL, kind: AddressKind, rules: AddressRules, isPrivate: boolean): boolean {
  const lists = compile(rules);
  if (originAllowed(url, lists.pages)) return true;
  if (kind !== "resource") return false;
  if (rules.resources === anyHttps) return !isPrivate && webScheme(url.protocol) === "https";
  return originAllowed(url, lists.resources);
}

/**
 * Whether a connection that turned out to go to `ip` may carry this address: a public name that leads to this machine or
 * this network is refused unless the tray names the host. An address that cannot be read is refused.
 */
export function resolvedAddressAllowed(address: string, ip: string, rules: AddressRules): boolean {
  const url = parseAddress(address);
  if (url === undefined) return false;
  return !isPrivateAddress(ip) || rules.privateAddresses.includes(url.hostname);
}

/** Whether a host, as `URL.hostname` gives it, names this machine, the local network or no public place at all. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, "");
  if (host.startsWith("[")) return isPrivateAddress(host.slice(1, -1));
  if (ipv4Form.test(host)) return isPrivateAddress(host);
  // A name without a dot is looked up in the local network first.
  if (!host.includes(".")) return true;
  return privateSuffixes.some((suffix) => host.endsWith(suffix));
}

/**
 * Names that never belong to the public net: RFC 6761 (localhost, test, invalid, example), RFC 6762 (local), RFC 8375
 * (home.arpa), ICANN's reservation of `internal` (2024), and what home and office routers hand out (RFC 6762, appendix G).
 */
const privateSuffixes = [
  ".localhost", ".localdomain", ".local", ".internal", ".intranet", ".private", ".corp", ".home", ".lan", ".home.arpa",
  ".test", ".invalid", ".example",
] as const;

/**
 * IPv4 blocks that are not for the public net, as first address and prefix length: the IANA IPv4 Special-Purpose Address
 * Registry (RFC 6890 and its updates), multicast (RFC 5771) and class E.
 */
const privateBlocks4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12],
  ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15],
  ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4],
];

/**
 * Whether an IP address (no brackets; a zone after `%` is ignored) is loopback, link-local, private, shared (CGNAT),
 * reserved, documentation or multicast. Text that is no address counts as private: what is not understood is not let through.
 */
export function isPrivateAddress(ip: string): boolean {
  if (ipv4Form.test(ip)) return isPrivate4(ip.split(".").map(Number));
  const groups = parseIpv6(ip);
  return groups === undefined || isPrivate6(groups);
}

function isPrivate4(bytes: readonly number[]): boolean {
  if (bytes.some((byte) => byte > 255)) return true;
  const value = number4(bytes);
  return privateBlocks4.some(([first, length]) => {
    const shift = 32 - length;
    return value >>> shift === number4(first.split(".").map(Number)) >>> shift;
  });
}

function number4(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => ((sum << 8) | byte) >>> 0, 0);
}

/** IANA IPv6 Special-Purpose Address Registry: only 2000::/3 is given out, less what is carved out of it. */
function isPrivate6(g: readonly number[]): boolean {
  const [a = 0, b = 0] = g;
  const low4 = () => isPrivate4([...bytesOf(g[6] ?? 0), ...bytesOf(g[7] ?? 0)]);
  // ::ffff:a.b.c.d (RFC 4291) and 64:ff9b::a.b.c.d (RFC 6052) are IPv4 addresses in other words.
  if (g.slice(0, 5).every((x) => x === 0) && g[5] === 0xffff) return low4();
  if (a === 0x64 && b === 0xff9b && g.slice(2, 6).every((x) => x === 0)) return low4();
  if (a >>> 13 !== 1) return true;
  if (a === 0x2002) return isPrivate4([...bytesOf(b), ...bytesOf(g[2] ?? 0)]); // 6to4, RFC 3056
  if (a === 0x2001 && b < 0x200) return true; // 2001::/23 protocol assignments, Teredo among them
  if (a === 0x2001 && b === 0xdb8) return true; // documentation, RFC 3849
  return a === 0x3fff && b < 0x1000; // documentation, RFC 9637
}

const bytesOf = (group: number): [number, number] => [group >>> 8, group & 0xff];

/** The eight groups of an IPv6 address in any of its spellings (the URL parser knows them all), or undefined. */
function parseIpv6(text: string): number[] | undefined {
  const bare = text.replace(/%.*$/, "");
  if (!/^[0-9a-fA-F:.]+$/.test(bare)) return undefined;
  const url = parseAddress(`http://[${bare}]/`);
  if (url === undefined) return undefined;
  const [head = "", tail] = url.hostname.slice(1, -1).split("::");
  const read = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const front = read(head);
  if (tail === undefined) return front;
  const back = read(tail);
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}

interface CompiledRules {
  readonly pages: readonly OriginPattern[];
  readonly resources: readonly OriginPattern[];
}

// A page asks hundreds of times; the patterns of a service are read once. Rules are never changed in place.
const compiledRules = new WeakMap<AddressRules, CompiledRules>();

function compile(rules: AddressRules): CompiledRules {
  const known = compiledRules.get(rules);
  if (known !== undefined) return known;
  const read = (texts: readonly string[]) =>
    texts.map(parseOriginPattern).flatMap((pattern) => (pattern.ok ? [pattern.value] : []));
  const compiled = {
    pages: read(rules.pages),
    resources: rules.resources === anyHttps ? [] : read(rules.resources),
  };
  compiledRules.set(rules, compiled);
  return compiled;
}

/** A URL, or undefined for text that is none. The oldest shell (Chromium 114, Node 18) has no `URL.canParse`. */
export function parseAddress(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function webScheme(protocol: string): "http" | "https" | undefined {
  if (protocol === "https:" || protocol === "wss:") return "https";
  return protocol === "http:" || protocol === "ws:" ? "http" : undefined;
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return webScheme(url.protocol) === "https" ? 443 : 80;
}

const isSubdomain = (host: string, parent: string) => host.length > parent.length + 1 && host.endsWith(`.${parent}`);
const isAddressLiteral = (host: string) => host.startsWith("[") || ipv4Form.test(host);
const refuse = (reason: AddressRefusal): Decision => ({ allow: false, reason });
