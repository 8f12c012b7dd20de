import { configurationSchema, type Configuration, type ConfigurationFile } from "../../contract/configuration.ts";
import type { BoothInfo } from "../../contract/booth.ts";
import type { ServiceTray } from "../../contract/service-tray.ts";

/** What the tests of this room share: a booth, a tray, a configuration. */

export const testBooth: BoothInfo = {
  name: "Testilän palvelupiste",
  municipality: "Testilä",
  supportPhone: "016 000 000",
  languages: ["fi", "sv", "en", "se", "smn", "sms"],
  defaultLanguage: "fi",
  features: { web: true, print: true, scan: true, bill: true },
  barcodeTransport: "keyboard-wedge",
  limits: { maxDocuments: 40, maxDocumentBytes: 50_000_000, maxPagesPerPrint: 60, copies: 5 },
  sandbox: true,
};

export const testConfiguration = (file: Partial<ConfigurationFile> = {}): Configuration =>
  configurationSchema.parse({ booth: { name: testBooth.name, municipality: testBooth.municipality, supportPhone: testBooth.supportPhone }, ...file });

const names = (name: string) => ({ fi: name, sv: name, en: name, se: name });

const service = (id: string, group: "banks" | "kela"): ServiceTray["services"][number] => ({
  id,
  group,
  names: names(id),
  startAddress: `https://${id}.example/`,
  pages: [`https://${id}.example`],
  resources: [],
  permissions: [],
  privateAddresses: [],
  logOutAddress: `https://${id}.example/out`,
  tried: false,
  development: false,
});

export const testTray: ServiceTray = {
  groups: [{ id: "banks", names: names("Pankit") }, { id: "kela", names: names("Kela") }],
  services: [service("test-bank", "banks"), service("test-kela", "kela")],
};

export const testVersions = { app: "0.1.0", electron: "25.1.1", chromium: "114", node: "24" };
