import { parseServiceTray } from "../../contract/service-tray.ts";
import { parseConfiguration } from "./read-configuration.ts";

const configuration = { booth: { name: "Virtu", municipality: "Utsjoki" } };
const names = { fi: "Virtu", sv: "Virtu", en: "Virtu", se: "Virtu" };
const tray = {
  groups: [{ id: "other", names }],
  sets: [{ id: "sign-in", note: "", pages: ["https://example.org"] }],
  services: [{ id: "virtu", group: "other", names, descriptions: names, startAddress: "https://example.org/", pages: ["https://*.example.org"], include: ["sign-in"], resources: "any-https", logOutAddress: null, tried: false }],
};

/** Reads a least configuration and tray, for `startProgram`. Throws where they do not fit the schemas any more: the build says so. */
export function rehearseReading(): void {
  const read = parseConfiguration(JSON.stringify(configuration), false);
  const services = parseServiceTray([{ name: "rehearsal.json", json: JSON.stringify(tray) }]);
  for (const result of [read, services]) if (!result.ok) throw new Error(`rehearsal: ${result.error.code} ${JSON.stringify(result.error.detail)}`);
}
