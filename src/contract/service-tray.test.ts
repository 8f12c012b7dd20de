import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyHttps, decide, pagePatterns, parseServiceTray, permissionAllowed, resolvedAddressAllowed, serviceTraySchema, type Service, type TrayFile,
} from "./service-tray.ts";

const texts = (fi: string) => ({ fi, sv: fi, en: fi, se: fi });
const groups = { groups: [{ id: "banks", names: texts("Pankit") }, { id: "kela", names: texts("Kela") }] };
const bank = {
  id: "pankki", group: "banks", names: texts("Pankki"), startAddress: "https://www.pankki.fi/", pages: ["https://www.pankki.fi"],
  resources: anyHttps, logOutAddress: null, tried: false,
};
const file = (json: unknown, name = "a.json"): TrayFile => ({ name, json: JSON.stringify(json) });
const tray = (service: object) => parseServiceTray([file(groups, "groups.json"), file({ services: [{ ...bank, ...service }] })]);
const failure = (result: ReturnType<typeof parseServiceTray>) => (result.ok ? "parsed" : result.error);
const only = (result: ReturnType<typeof parseServiceTray>): Service => {
  if (!result.ok || result.value.services[0] === undefined) throw new Error(JSON.stringify(result));
  return result.value.services[0];
};

describe("parseServiceTray", () => {
  it("fills in what a service need not say, and puts groups in the order of the screen", () => {
    const result = tray({});
    expect(only(result)).toEqual({ ...bank, permissions: [], privateAddresses: [], development: false });
    expect(result.ok && result.value.groups.map((group) => group.id)).toEqual(["kela", "banks"]);
    expect(result.ok && serviceTraySchema.safeParse(result.value).success).toBe(true);
  });

  it("unfolds pattern sets, sets of sets, and sets that name each other", () => {
    const result = parseServiceTray([
      file(groups),
      file({ services: [{ ...bank, include: ["sign-in"] }] }, "b.json"),
      file({ sets: [
        { id: "sign-in", note: "x", include: ["more"], pages: ["https://*.suomi.fi", "https://www.pankki.fi"] },
        { id: "more", note: "x", include: ["sign-in"], pages: ["https://tunnistus.toinen.fi"] },
      ] }, "c.json"),
    ]);
    expect(only(result).pages).toEqual(["https://www.pankki.fi", "https://*.suomi.fi", "https://tunnistus.toinen.fi"]);
    expect(pagePatterns(only(result))).toHaveLength(3);
    expect(only(result)).not.toHaveProperty("include");
  });

  it.each([
    [{ startAddress: "kela" }, "startAddress", "kela", "a full https address"],
    [{ pages: ["https://ok.fi", "https://*.fi"] }, "pages[1]", "https://*.fi", "an origin pattern"],
    [{ resources: "all" }, "resources", "all", anyHttps],
    [{ resources: ["https://x.fi/y"] }, "resources[0]", "https://x.fi/y", "an origin pattern"],
    [{ permissions: ["geolocation"] }, "permissions[0]", "geolocation", "camera"],
    [{ privateAddresses: ["intra.kunta.fi", "http://10.0.0.5"] }, "privateAddresses[1]", "http://10.0.0.5", "a host as a browser spells it"],
    [{ privateAddresses: ["0x7f.1"] }, "privateAddresses[0]", "0x7f.1", "a host as a browser spells it"],
    [{ names: { ...texts("A"), se: "" } }, "names.se", "", ">=1"],
    [{ names: { fi: "A", sv: "A", en: "A" } }, "names.se", "nothing", "string"],
    [{ tried: true }, "tried", "true", "false"],
    [{ tried: { date: "1.2.2026" } }, "tried.date", "1.2.2026", "date"],
    [{ id: "Pankki Oy" }, "id", "Pankki Oy", "kebab-case"],
    [{ group: "games" }, "group", "games", "health-social"],
    [{ billFields: { amount: "" } }, "billFields.amount", "", ">=1"],
    [{ colour: "red" }, "", "", "colour"],
  ])("names what is wrong in %j", (change, path, value, allowed) => {
    const error = failure(tray(change));
    expect(error).toMatchObject({ code: "service-tray/wrong-value", detail: { file: "a.json" } });
    const detail = (error as { detail: Record<string, string> }).detail;
    expect(detail["path"]).toBe(path === "" ? "services[0]" : `services[0].${path}`);
    if (path !== "") expect(detail["value"]).toBe(value);
    expect(detail["allowed"]).toContain(allowed);
  });

  it.each([
    [{ pages: ["http://www.pankki.fi"] }, "service-tray/insecure"],
    [{ startAddress: "http://www.pankki.fi/" }, "service-tray/insecure"],
    [{ resources: ["http://cdn.pankki.fi"] }, "service-tray/insecure"],
    [{ logOutAddress: "http://www.pankki.fi/ulos" }, "service-tray/insecure"],
    [{ startAddress: "https://muu.fi/" }, "service-tray/start-not-allowed"],
    [{ startAddress: "https://127.0.0.1/", pages: ["https://127.0.0.1"] }, "service-tray/start-not-allowed"],
    [{ logOutAddress: "https://muu.fi/ulos" }, "service-tray/log-out-not-allowed"],
    [{ include: ["nobody"] }, "service-tray/unknown-reference"],
    [{ group: "tax" }, "service-tray/unknown-reference"],
  ])("refuses %j: %s", (change, code) => {
    expect(failure(tray(change))).toMatchObject({ code, detail: { file: "a.json" } });
  });

  it("refuses an id that is there twice, over all files", () => {
    expect(failure(parseServiceTray([file(groups), file({ services: [bank] }, "b.json"), file({ services: [bank] }, "c.json")])))
      .toMatchObject({ code: "service-tray/twice", detail: { file: "c.json", path: "services[0].id", value: "pankki" } });
    expect(failure(parseServiceTray([file(groups), file(groups, "b.json")]))).toMatchObject({ code: "service-tray/twice" });
  });

  it("lets a stand-in use http and the private hosts that it names", () => {
    const service = only(tray({
      startAddress: "http://palvelu.localhost:8080/", pages: ["http://palvelu.localhost:8080"], resources: [], development: true,
      privateAddresses: ["palvelu.localhost"], permissions: ["camera"],
    }));
    expect(decide("http://palvelu.localhost:8080/a", "page", service).allow).toBe(true);
    expect(permissionAllowed(service, "camera", "http://palvelu.localhost:8080")).toBe(true);
    expect(permissionAllowed(service, "microphone", "http://palvelu.localhost:8080")).toBe(false);
    expect(permissionAllowed(service, "camera", "http://muu.localhost:8080")).toBe(false);
    expect(permissionAllowed(service, "camera", "null")).toBe(false);
  });

  it("lets a municipality's own service name the host that leads inside its network", () => {
    const service = only(tray({ startAddress: "https://intra.kunta.fi/", pages: ["https://intra.kunta.fi"], privateAddresses: ["intra.kunta.fi"] }));
    expect(resolvedAddressAllowed("https://intra.kunta.fi/", "10.1.2.3", service)).toBe(true);
    expect(resolvedAddressAllowed("https://www.kunta.fi/", "10.1.2.3", service)).toBe(false);
  });

  it("says which file is not JSON", () => {
    expect(failure(parseServiceTray([{ name: "x.json", json: "{ nope" }])))
      .toEqual({ code: "service-tray/not-json", detail: { file: "x.json", path: "", value: "{ nope", allowed: "JSON" } });
  });

  it("answers any text with a value or a coded error", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (json) => {
      const result = parseServiceTray([{ name: "x.json", json }]);
      if (!result.ok) expect(result.error.code).toMatch(/^service-tray\//);
    }));
    const field = fc.constantFrom(...Object.keys(bank), "permissions", "privateAddresses", "billFields", "include", "__proto__");
    fc.assert(fc.property(field, fc.jsonValue(), (key, value) => {
      const result = tray(JSON.parse(JSON.stringify({ [key]: value })) as object);
      if (!result.ok) for (const text of Object.values(result.error.detail ?? {})) expect(String(text).length).toBeLessThanOrEqual(200);
    }), { numRuns: 500 });
  });
});
