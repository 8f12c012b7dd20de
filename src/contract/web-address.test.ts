import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyHttps, decide, isPrivateAddress, isPrivateHost, originAllowed, parseOriginPattern, resolvedAddressAllowed,
  type AddressRules, type OriginPattern,
} from "./web-address.ts";

const pattern = (text: string): OriginPattern => {
  const read = parseOriginPattern(text);
  if (!read.ok) throw new Error(`${text}: ${read.error.code}`);
  return read.value;
};

const rules: AddressRules = {
  pages: ["https://www.palvelu.fi", "https://*.suomi.fi", "https://asiointi.kunta.fi:8443"],
  resources: ["https://cdn.palvelu.fi", "https://*.ninchat.com"],
  privateAddresses: [],
};
const open: AddressRules = { ...rules, resources: anyHttps };
const standIn: AddressRules = {
  pages: ["http://palvelu.localhost:8080", "http://127.0.0.1:8081"],
  resources: anyHttps,
  privateAddresses: ["palvelu.localhost", "127.0.0.1"],
};

const refused = (address: string, kind: "page" | "frame" | "resource", by = rules) => {
  const decision = decide(address, kind, by);
  return decision.allow ? "allowed" : decision.reason;
};

describe("parseOriginPattern", () => {
  it.each([
    ["https://www.kela.fi", { scheme: "https", host: "www.kela.fi", subdomains: false, port: 443 }],
    ["https://*.kela.fi", { scheme: "https", host: "kela.fi", subdomains: true, port: 443 }],
    ["https://*.xn--hmeenlinna-q5a.fi:8443", { scheme: "https", host: "xn--hmeenlinna-q5a.fi", subdomains: true, port: 8443 }],
    ["http://palvelu.localhost:41234", { scheme: "http", host: "palvelu.localhost", subdomains: false, port: 41234 }],
    ["http://[fd00::5]:81", { scheme: "http", host: "[fd00::5]", subdomains: false, port: 81 }],
    ["http://10.0.0.5", { scheme: "http", host: "10.0.0.5", subdomains: false, port: 80 }],
  ])("reads %s", (text, expected) => {
    expect(parseOriginPattern(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    "", "www.kela.fi", "https://", "https://*", "https://*.fi", "https://*.*.fi", "https://a.*.fi", "https://www*.kela.fi",
    "https://www.kela.fi/", "https://www.kela.fi/polku", "https://WWW.kela.fi", "https://hämeenlinna.fi", "https://user@kela.fi",
    "https://www.kela.fi.", "https://www..kela.fi", "https://www.kela.fi:99999", "https://www.kela.fi:*", "https://*.10.0.0.1",
    "https://0x7f.1", "https://2130706433", "ftp://kela.fi", "file:///etc", "*://kela.fi", "https://kela.fi\n", " https://kela.fi",
    "https://[fd00:0::5]", "https://kela.fi?x", "https://kela.fi#x", "https://kela.fi\\x",
  ])("refuses %j", (text) => {
    expect(parseOriginPattern(text).ok).toBe(false);
  });

  it("never throws, and what it takes is an origin that a browser spells the same way", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const read = parseOriginPattern(text);
      if (read.ok) expect(new URL(`${read.value.scheme}://${read.value.host}`).hostname).toBe(read.value.host);
    }));
  });

  it("takes the origin of every https address, and that pattern allows the address", () => {
    fc.assert(fc.property(fc.webUrl({ validSchemes: ["https"], withQueryParameters: true }), (address) => {
      const read = parseOriginPattern(new URL(address).origin);
      expect(read.ok && originAllowed(address, [read.value])).toBe(true);
    }));
  });
});

describe("originAllowed", () => {
  it.each([
    ["https://www.kela.fi/a?b#c", "https://www.kela.fi", true],
    ["https://www.kela.fi:443/", "https://www.kela.fi", true],
    ["https://WWW.KELA.FI/", "https://www.kela.fi", true],
    ["wss://www.kela.fi/", "https://www.kela.fi", true],
    ["https://www.kela.fi:444/", "https://www.kela.fi", false],
    ["http://www.kela.fi/", "https://www.kela.fi", false],
    ["https://kela.fi/", "https://*.kela.fi", false],
    ["https://a.b.kela.fi/", "https://*.kela.fi", true],
    ["https://akela.fi/", "https://*.kela.fi", false],
    ["https://kela.fi.evil.com/", "https://*.kela.fi", false],
    ["https://www.kela.fi@evil.com/", "https://www.kela.fi", false],
    ["https://www.kela.fi./", "https://www.kela.fi", false],
    ["https://evil.com/https://www.kela.fi", "https://www.kela.fi", false],
    ["https://evil.com\\@www.kela.fi/", "https://www.kela.fi", false],
    ["https://hämeenlinna.fi/", "https://xn--hmeenlinna-q5a.fi", true],
    ["https://кela.fi/", "https://kela.fi", false],
    ["nonsense", "https://www.kela.fi", false],
    ["ftp://www.kela.fi/", "https://www.kela.fi", false],
  ])("%s by %s: %s", (address, text, expected) => {
    expect(originAllowed(address, [pattern(text)])).toBe(expected);
  });

  it("a star pattern allows exactly the hosts that end with a dot and the host", () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
    fc.assert(fc.property(host, fc.tuple(label, label).map((two) => two.join(".")), fc.boolean(), (left, parent, dot) => {
      const whole = dot ? `${left}.${parent}` : `${left}${parent}`;
      expect(originAllowed(`https://${whole}/`, [pattern(`https://*.${parent}`)])).toBe(whole.endsWith(`.${parent}`));
    }));
  });
});

describe("decide", () => {
  it.each([
    ["https://www.palvelu.fi/", "page"],
    ["https://tunnistautuminen.suomi.fi/x", "page"],
    ["https://asiointi.kunta.fi:8443/", "frame"],
    ["about:blank", "frame"],
    ["about:srcdoc", "frame"],
    ["https://cdn.palvelu.fi/a.js", "resource"],
    ["wss://abc.ninchat.com/v2/socket", "resource"],
    ["data:image/png;base64,AAAA", "resource"],
    ["blob:https://www.palvelu.fi/0b5b", "resource"],
  ] as const)("allows %s as %s", (address, kind) => {
    expect(refused(address, kind)).toBe("allowed");
  });

  it.each([
    ["file:///etc/passwd", "scheme"], ["view-source:https://www.palvelu.fi/", "scheme"], ["chrome://settings", "scheme"],
    ["devtools://devtools/", "scheme"], ["about:blank", "scheme"], ["about:config", "scheme"], ["data:text/html,x", "scheme"],
    ["blob:https://www.palvelu.fi/0b5b", "scheme"], ["filesystem:https://www.palvelu.fi/temporary/x", "scheme"],
    ["javascript:alert(1)", "scheme"], ["ftp://www.palvelu.fi/", "scheme"], ["intent://x#Intent;end", "scheme"], ["smb://server/x", "scheme"],
    ["mailto:a@b.fi", "scheme"], ["tel:+358", "scheme"], ["sms:+358", "scheme"], ["steam://run", "scheme"], ["vscode://x", "scheme"],
    ["ms-msdt:/id", "scheme"], ["zoommtg://zoom.us/join", "scheme"], ["wss://www.palvelu.fi/", "scheme"], ["chrome-extension://abc/", "scheme"],
    ["https://user@www.palvelu.fi/", "user-info"], ["https://user:pw@www.palvelu.fi/", "user-info"], ["https://:pw@www.palvelu.fi/", "user-info"],
    ["https://muu.fi/", "not-listed"], ["https://cdn.palvelu.fi/", "not-listed"], ["https://suomi.fi/", "not-listed"],
    ["https://www.palvelu.fi:8443/", "not-listed"], ["https://www.palvelu.fi./", "not-listed"],
    ["http://www.palvelu.fi/", "insecure"], ["http://www.palvelu.fi:81/", "not-listed"], ["http://muu.fi/", "not-listed"],
    ["", "malformed"], ["palvelu", "malformed"], ["https://", "malformed"], ["https://[::1", "malformed"], ["https://1.2.3.4.5/", "malformed"],
  ] as const)("refuses %j as a page: %s", (address, reason) => {
    expect(refused(address, "page")).toBe(reason);
  });

  it.each([
    ["data:text/html,x", "frame", "scheme"], ["blob:https://www.palvelu.fi/0b5b", "frame", "scheme"], ["javascript:1", "frame", "scheme"],
    ["blob:https://muu.fi/0b5b", "resource", "not-listed"], ["blob:null/0b5b", "resource", "scheme"], ["blob:file:///x", "resource", "scheme"],
    ["file:///etc/passwd", "resource", "scheme"], ["ws://www.palvelu.fi/", "resource", "insecure"], ["wss://muu.fi/", "resource", "not-listed"],
    ["about:blank", "resource", "scheme"], ["https://cdn.palvelu.fi/", "frame", "not-listed"],
  ] as const)("refuses %s as %s: %s", (address, kind, reason) => {
    expect(refused(address, kind)).toBe(reason);
  });

  it("lets sub-resources come from every public https host where the tray says so, and nothing else", () => {
    expect(refused("https://fonts.muu.com/a.woff2", "resource", open)).toBe("allowed");
    expect(refused("wss://muu.fi/", "resource", open)).toBe("allowed");
    expect(refused("blob:https://muu.fi/1", "resource", open)).toBe("allowed");
    expect(refused("https://fonts.muu.com/", "page", open)).toBe("not-listed");
    expect(refused("https://fonts.muu.com/", "frame", open)).toBe("not-listed");
    expect(refused("http://fonts.muu.com/a.woff2", "resource", open)).toBe("insecure");
    expect(refused("https://printer.local/", "resource", open)).toBe("private-address");
  });

  it.each([
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "①②⑦.0.0.1", "127。0。0。1", "127.255.1.2",
    "0.0.0.0", "0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.251", "255.255.255.255",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "[fd12:3456::1]", "[fc00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    "[ff02::1]", "[::127.0.0.1]", "[2001:db8::1]", "localhost", "LOCALHOST", "localhost.", "a.localhost", "a.localhost.", "cups", "tulostin.local", "tulostin.local.",
    "kone.lan", "x.home.arpa", "x.internal", "router.home",
  ])("refuses %s for everything", (host) => {
    for (const by of [rules, open, { ...open, pages: ["https://*.localhost.fi"] }]) {
      for (const kind of ["page", "frame", "resource"] as const) {
        for (const scheme of ["http", "https"]) {
          expect(refused(`${scheme}://${host}/`, kind, by), `${kind} ${scheme}`).toBe("private-address");
          expect(refused(`${scheme}://${host}:631/`, kind, by)).toBe("private-address");
        }
      }
    }
    expect(refused(`ws://${host}/`, "resource", open)).toBe("private-address");
  });

  it("allows a private address only where the tray names the host and a pattern fits", () => {
    expect(refused("http://palvelu.localhost:8080/x", "page", standIn)).toBe("allowed");
    expect(refused("ws://palvelu.localhost:8080/x", "resource", standIn)).toBe("allowed");
    expect(refused("http://127.0.0.1:8081/", "frame", standIn)).toBe("allowed");
    expect(refused("http://0x7f.1:8081/", "frame", standIn)).toBe("allowed");
    expect(refused("http://127.0.0.1:631/", "resource", standIn)).toBe("not-listed");
    expect(refused("https://palvelu.localhost/", "resource", standIn)).toBe("not-listed");
    expect(refused("http://toinen.localhost:8080/", "page", standIn)).toBe("private-address");
    expect(refused("http://127.0.0.2:8081/", "page", standIn)).toBe("private-address");
    expect(refused("http://palvelu.localhost:8080/", "page", { ...standIn, privateAddresses: [] })).toBe("private-address");
  });

  it("never throws, and allows a page only on the web and only on a listed host", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }), fc.webUrl(), fc.webUrl().map((url) => `view-source:${url}`),
      fc.tuple(fc.constantFrom("https://www.palvelu.fi", "https:/\\www.palvelu.fi", "\thttps://www.palvelu.fi", "https:www.palvelu.fi"), fc.string())
        .map((parts) => parts.join("")),
    );
    fc.assert(fc.property(anything, fc.constantFrom("page" as const, "frame" as const, "resource" as const), (address, kind) => {
      const decision = decide(address, kind, rules);
      if (decision.allow && kind === "page") {
        const url = new URL(address);
        expect(url.protocol).toBe("https:");
        expect(url.hostname === "www.palvelu.fi" || url.hostname === "asiointi.kunta.fi" || url.hostname.endsWith(".suomi.fi")).toBe(true);
      }
    }), { numRuns: 2000 });
  });
});

describe("isPrivateAddress", () => {
  it.each([
    "1.1.1.1", "8.8.8.8", "193.167.1.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "100.63.255.255", "100.128.0.0", "223.255.255.255",
    "2a00:1450::1", "2001:4860:4860::8888", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
  ])("%s is public", (ip) => expect(isPrivateAddress(ip)).toBe(false));

  it.each([
    "0.0.0.0", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "169.254.169.254", "172.16.0.0", "172.31.255.255",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.0", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "0:0:0:0:0:0:0:1", "::ffff:10.0.0.1", "::FFFF:7F00:1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1",
    "fc00::1", "fdff::1", "ff02::fb", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:1ff::1", "2001:db8::1", "2002:a00:1::1", "3fff::1",
    "", "kela.fi", "1.2.3", "1.2.3.256", "1.2.3.4.5", "01.2.3.4.", "::g", "1:2:3", "12345::1", "[::1]", "1.2.3.4%x",
  ])("%j is private or no address", (ip) => expect(isPrivateAddress(ip)).toBe(true));

  it("says the same of an IPv4 address and of its spellings in IPv6", () => {
    fc.assert(fc.property(fc.ipV4(), (ip) => {
      const bytes = ip.split(".").map(Number);
      const hex = `${((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)).toString(16)}:${((bytes[2] ?? 0) * 256 + (bytes[3] ?? 0)).toString(16)}`;
      const expected = isPrivateAddress(ip);
      for (const text of [`::ffff:${ip}`, `::ffff:${hex}`, `64:ff9b::${hex}`, `2002:${hex}::1`, `0:0:0:0:0:FFFF:${ip}`]) {
        expect(isPrivateAddress(text), text).toBe(expected);
      }
    }));
  });

  it("says the same of a literal in an address, however it is written", () => {
    fc.assert(fc.property(fc.nat(0xffffffff), fc.constantFrom(10, 16, 8), (number, base) => {
      const prefix = base === 16 ? "0x" : base === 8 ? "0" : "";
      const host = new URL(`http://${prefix}${number.toString(base)}/`).hostname;
      expect(isPrivateHost(host)).toBe(isPrivateAddress(host));
    }));
  });

  it("never throws on any text", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.%]{0,50}$/)), (text) => {
      expect(typeof isPrivateAddress(text)).toBe("boolean");
    }));
  });
});

describe("resolvedAddressAllowed", () => {
  it("refuses a public name that leads inside, unless the tray names it", () => {
    expect(resolvedAddressAllowed("https://www.palvelu.fi/", "193.167.1.1", rules)).toBe(true);
    expect(resolvedAddressAllowed("https://www.palvelu.fi/", "127.0.0.1", rules)).toBe(false);
    expect(resolvedAddressAllowed("https://127.0.0.1.nip.io/", "127.0.0.1", open)).toBe(false);
    expect(resolvedAddressAllowed("http://palvelu.localhost:8080/", "127.0.0.1", standIn)).toBe(true);
    expect(resolvedAddressAllowed("http://palvelu.localhost:8080/", "::1", standIn)).toBe(true);
    expect(resolvedAddressAllowed("https://www.palvelu.fi/", "", rules)).toBe(false);
    expect(resolvedAddressAllowed("nonsense", "193.167.1.1", rules)).toBe(false);
  });
});
