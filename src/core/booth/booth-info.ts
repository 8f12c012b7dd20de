import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import packageFile from "../../../package.json" with { type: "json" };
import type { BoothInfo } from "../../contract/booth.ts";
import type { Configuration } from "../../contract/configuration.ts";
import type { ServiceTray } from "../../contract/service-tray.ts";
import type { PrepareParams } from "../pairs/pair-maker.ts";

/** What screens are told of the booth: from the configuration, nothing else. */
export function boothInfo(configuration: Configuration, services: ServiceTray, sandbox: boolean): BoothInfo {
  const { booth, languages, devices, documents, printing } = configuration;
  return {
    name: booth.name,
    municipality: booth.municipality,
    supportPhone: booth.supportPhone,
    languages: languages.offered,
    defaultLanguage: languages.default,
    features: {
      web: services.services.length > 0,
      print: devices.printer.transport !== "none",
      scan: devices.scanner.transport !== "none",
      bill: devices.barcode.transport !== "none",
    },
    barcodeTransport: devices.barcode.transport,
    limits: {
      maxDocuments: documents.maxDocuments, maxDocumentBytes: documents.maxDocumentBytes, maxPagesPerPrint: printing.maxPagesPerVisit, copies: printing.maxCopies,
    },
    sandbox,
  };
}

/** Electron's version lies beside its binary; Chromium's is the shell's own word, in its `hello`. */
export function versionsOf(electron: string): PrepareParams["versions"] {
  return { app: packageFile.version, electron: textOf(join(dirname(electron), "version")), chromium: "", node: process.versions.node };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8").trim().slice(0, 20);
  } catch {
    return "";
  }
}
