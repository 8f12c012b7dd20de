import type { SheetRequest } from "./scanner-sheets.ts";

/**
 * What the feeder says of itself: Mopria eSCL, `scan:AdfState`, in the words that sane-airscan 0.99.27 knows (its open
 * lid is `ScannerAdfDoorOpen`; `ScannerAdfHatchOpen` reaches scanimage as a plain I/O error).
 */
export type AdfState = "ScannerAdfLoaded" | "ScannerAdfEmpty" | "ScannerAdfJam" | "ScannerAdfDoorOpen";

export interface ScanSettings extends SheetRequest {
  readonly source: "platen" | "feeder";
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

/** 8.5 inch by A4's 297 mm, in 1/300 inch. */
const GLASS = { width: 2550, height: 3508 };
const RESOLUTIONS = [75, 150, 300] as const;

const inputCaps = (maxWidth: number, maxHeight: number): string => `
      <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${maxWidth}</scan:MaxWidth>
      <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${maxHeight}</scan:MaxHeight>
      <scan:MaxScanRegions>1</scan:MaxScanRegions>
      <scan:SettingProfiles><scan:SettingProfile>
        <scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
        <scan:ContentTypes><pwg:ContentType>TextAndPhoto</pwg:ContentType></scan:ContentTypes>
        <scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
          <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
        <scan:SupportedResolutions><scan:DiscreteResolutions>${RESOLUTIONS.map((dpi) =>
          `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`).join("")}
        </scan:DiscreteResolutions></scan:SupportedResolutions>
      </scan:SettingProfile></scan:SettingProfiles>`;

/** Mopria eSCL 2.63, ScannerCapabilities: a flatbed and a single-sided feeder. */
export function capabilitiesDocument(model: string): string {
  return `${HEAD}<scan:ScannerCapabilities ${NAMESPACES}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:MakeAndModel>${model}</pwg:MakeAndModel>
  <scan:Platen><scan:PlatenInputCaps>${inputCaps(GLASS.width, GLASS.height)}
  </scan:PlatenInputCaps></scan:Platen>
  <scan:Adf><scan:AdfSimplexInputCaps>${inputCaps(GLASS.width, GLASS.height)}
  </scan:AdfSimplexInputCaps><scan:FeederCapacity>50</scan:FeederCapacity>
    <scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>
</scan:ScannerCapabilities>
`;
}

/** Mopria eSCL 2.63, ScannerStatus. */
export function statusDocument(working: boolean, adf: AdfState): string {
  return `${HEAD}<scan:ScannerStatus ${NAMESPACES}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:State>${working ? "Processing" : "Idle"}</pwg:State>
  <scan:AdfState>${adf}</scan:AdfState>
</scan:ScannerStatus>
`;
}

function field(document: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${name}>([^<]{1,60})</`).exec(document)?.[1]?.trim();
}

function numberField(document: string, name: string, least: number, most: number): number | undefined {
  const value = Number(field(document, name) ?? Number.NaN);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** What a client asks for with POST ScanJobs, or null if it is not a ScanSettings document that this scanner can do. */
export function parseScanSettings(document: string): ScanSettings | null {
  const source = field(document, "InputSource");
  const mode = field(document, "ColorMode");
  const dpi = RESOLUTIONS.find((value) => value === numberField(document, "XResolution", 1, 1200));
  const width = numberField(document, "Width", 1, GLASS.width);
  const height = numberField(document, "Height", 1, GLASS.height);
  if (source !== "Platen" && source !== "Feeder") return null;
  if (mode !== "RGB24" && mode !== "Grayscale8") return null;
  if (dpi === undefined || width === undefined || height === undefined) return null;
  return {
    source: source === "Feeder" ? "feeder" : "platen",
    grey: mode === "Grayscale8", dpi, width, height,
    xOffset: numberField(document, "XOffset", 0, GLASS.width) ?? 0,
    yOffset: numberField(document, "YOffset", 0, GLASS.height) ?? 0,
  };
}
