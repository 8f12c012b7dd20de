import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decide, parseServiceTray, serviceGroupIds, type Service } from "../src/contract/service-tray.ts";

/** The tray that the application ships, held to what a booth in Lapland needs. */

const folder = new URL("../resources/services/", import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, json: readFileSync(new URL(name, folder), "utf8") }));
const parsed = parseServiceTray(files);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
const { groups, services } = parsed.value;
const byId = new Map(services.map((service) => [service.id, service]));
const service = (id: string): Service => {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no service ${id}`);
  return found;
};
const opens = (id: string, address: string) => decide(address, "page", service(id)).allow;

/** lapha.fi, the municipalities of the Wellbeing Services County of Lapland. */
const municipalities = [
  "Enontekiö", "Inari", "Kemi", "Kemijärvi", "Keminmaa", "Kittilä", "Kolari", "Muonio", "Pelkosenniemi", "Pello", "Posio", "Ranua",
  "Rovaniemi", "Salla", "Savukoski", "Simo", "Sodankylä", "Tervola", "Tornio", "Utsjoki", "Ylitornio",
];
const banks = ["op", "nordea", "danske-bank", "s-pankki", "saastopankki", "oma-saastopankki", "pop-pankki", "aktia", "alandsbanken"];

describe("the service tray for Lapland", () => {
  it("has every group, and no group is empty", () => {
    expect(groups.map((group) => group.id)).toEqual([...serviceGroupIds]);
    for (const id of serviceGroupIds) expect(services.some((one) => one.group === id), id).toBe(true);
  });

  it("has the 21 municipalities, and no other", () => {
    expect(services.filter((one) => one.group === "municipality").map((one) => one.names.fi)).toEqual(municipalities);
  });

  it("names the four municipalities of the Sámi homeland in Northern Sámi", () => {
    expect(["enontekio", "inari", "sodankyla", "utsjoki"].map((id) => service(id).names.se)).toEqual(["Eanodat", "Anár", "Soađegilli", "Ohcejohka"]);
  });

  it("has the services and banks that the booth is for", () => {
    for (const id of ["suomi-fi", "suomi-fi-viestit", "omakanta", "omakela", "omavero", "tyomarkkinatori", "lapha", "digilapha", "virtu", "vr", "matkahuolto"]) {
      expect(byId.has(id), id).toBe(true);
    }
    expect(services.filter((one) => one.group === "banks").map((one) => one.id).sort()).toEqual([...banks].sort());
  });

  it.each(services.map((one) => [one.id, one] as const))("%s starts, and logs out, inside its own allow-list", (_, one) => {
    expect(decide(one.startAddress, "page", one)).toEqual({ allow: true });
    if (one.logOutAddress !== null) expect(decide(one.logOutAddress, "page", one)).toEqual({ allow: true });
  });

  it.each(services.map((one) => [one.id, one] as const))("%s is a real site: https, no private address, marked as untried", (_, one) => {
    expect(one.development).toBe(false);
    expect(one.privateAddresses).toEqual([]);
    expect(one.pages.every((pattern) => pattern.startsWith("https://"))).toBe(true);
    expect(one.tried).toBe(false);
    for (const address of ["https://www.google.com/", "https://127.0.0.1/", "http://localhost:631/", "file:///etc/passwd", one.startAddress.replace("https:", "http:")]) {
      expect(decide(address, "page", one).allow, address).toBe(false);
    }
  });

  it("leads a sign-in over Suomi.fi, the banks and the mobile certificate, and back", () => {
    for (const id of ["omakanta", "omakela", "omavero", "tyomarkkinatori", "digilapha", "virtu", "suomi-fi", "rovaniemi"]) {
      for (const host of [
        "tunnistautuminen.suomi.fi", "kortti.tunnistautuminen.suomi.fi", "saml-idp.op.fi", "identify.nordea.com", "shared-logon.danskebank.com", "online.s-pankki.fi",
        "tunnistus.saastopankki.fi", "tunnistus.omasp.fi", "tunnistus.poppankki.fi", "kirjaudu.aktia.fi", "online.alandsbanken.fi", "tunnistus.telia.fi",
      ]) {
        expect(opens(id, `https://${host}/x`), `${id} ${host}`).toBe(true);
      }
    }
  });

  it("keeps a bank to itself: no other bank, no other service", () => {
    for (const id of banks) {
      for (const other of banks) expect(opens(id, service(other).startAddress)).toBe(id === other);
      expect(opens(id, "https://www.kela.fi/")).toBe(false);
    }
  });

  it("gives camera and microphone only to the services that meet people", () => {
    expect(services.filter((one) => one.permissions.length > 0).map((one) => one.id).sort()).toEqual(["digilapha", "lapha", "virtu"]);
  });
});
