import type { ScannerCapabilities, ScanRequest } from "../../contract/devices.ts";
import type { SaneOption } from "./sane-options.ts";

type Source = ScanRequest["source"];
type Colour = ScanRequest["colour"];
type Resolution = ScanRequest["resolution"];

/**
 * What the driver needs to know of a scanner. A missing key: it cannot do that. A null value: it can, and there is
 * nothing to set.
 */
export interface ScanAbilities {
  readonly sources: Readonly<Partial<Record<Source, string | null>>>;
  readonly modes: Readonly<Partial<Record<Colour, string | null>>>;
  /** The device's resolution nearest to each of ours, dpi; null: it has none to choose. */
  readonly resolutions: Readonly<Record<Resolution, number | null>>;
  /** Largest area that can be asked for, mm; null: the device does not say, and is not told. */
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}

export const RESOLUTIONS: readonly Resolution[] = [75, 150, 300];
/** A resolution is called ours when the device's is within this factor: 200 dpi passes for 150 and for 300, 600 does not. */
const NEAR = 1.5;
/** Contract: `ScannedPage.dpi`. */
const DPI = { least: 50, most: 1_200 };

/** Reads from the options of a scanner what a visit can ask of it. */
export function abilitiesOf(options: ReadonlyMap<string, SaneOption>): ScanAbilities {
  return {
    sources: sourcesOf(choices(options.get("--source"))),
    modes: modesOf(choices(options.get("--mode"))),
    resolutions: {
      75: nearestResolution(options.get("--resolution"), 75),
      150: nearestResolution(options.get("--resolution"), 150),
      300: nearestResolution(options.get("--resolution"), 300),
    },
    widthMm: longest(options.get("-x")),
    heightMm: longest(options.get("-y")),
  };
}

/** The words of a settable option that is a list, else none. */
function choices(option: SaneOption | undefined): readonly string[] {
  return option?.settable === true && option.constraint.kind === "values" ? option.constraint.values : [];
}

const first = (values: readonly string[], ...patterns: readonly RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = values.find((value) => pattern.test(value));
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * SANE has no fixed words for sources: backends say `Flatbed`, `FlatBed`, `Platen`, `ADF`, `ADF Front`, `Automatic Document
 * Feeder`, `ADF Duplex`. One side is taken where there is a choice: a booth's letters are printed on one side, and blank
 * backs would only have to be dropped again.
 */
function sourcesOf(values: readonly string[]): ScanAbilities["sources"] {
  const oneSided = values.filter((value) => !/duplex|back|both/i.test(value));
  const feeder = first(oneSided, /adf|feeder/i) ?? first(values, /adf|feeder/i);
  const flatbed = first(values.filter((value) => !/adf|feeder/i.test(value)), /flat ?bed|platen/i, /^(normal|reflective|document table)$/i);
  const sources = {
    ...(flatbed === undefined ? {} : { flatbed }),
    ...(feeder === undefined ? {} : { feeder }),
  };
  // No list, or words that nobody knows: there is a scanner, and it scans from where it scans.
  return Object.keys(sources).length === 0 ? { flatbed: null } : sources;
}

/** `Color`, `24bit Color`, `Color [fast]`; `Gray`, `True Gray`, `Grayscale`. Error diffusion and line art are black and white. */
function modesOf(values: readonly string[]): ScanAbilities["modes"] {
  const usable = values.filter((value) => !/lineart|halftone|diffusion|dither|16 ?bits?\b|48 ?bits?\b|infrared/i.test(value));
  const colour = first(usable, /^colou?r$/i, /colou?r/i, /^rgb/i);
  const grey = first(usable, /^gr[ae]y$/i, /gr[ae]y/i);
  if (colour === undefined && grey === undefined) return { colour: null };
  return { ...(colour === undefined ? {} : { colour }), ...(grey === undefined ? {} : { grey }) };
}

function nearestResolution(option: SaneOption | undefined, wanted: Resolution): number | null {
  if (option === undefined || !option.settable) return null;
  const { constraint } = option;
  if (constraint.kind === "range") {
    const kept = Math.min(constraint.max, Math.max(constraint.min, wanted));
    const stepped = constraint.step > 0 ? constraint.min + Math.round((kept - constraint.min) / constraint.step) * constraint.step : kept;
    const inside = stepped > constraint.max ? stepped - constraint.step : stepped;
    return inside >= DPI.least && inside <= DPI.most ? inside : null;
  }
  if (constraint.kind !== "values") return null;
  const offered = constraint.values.map(Number).filter((dpi) => dpi >= DPI.least && dpi <= DPI.most);
  // Of two that are equally far the finer one: a page can lose detail later, never win it.
  return offered.reduce<number | null>((best, dpi) => {
    if (best === null) return dpi;
    const [near, far] = [Math.abs(dpi - wanted), Math.abs(best - wanted)];
    return near < far || (near === far && dpi > best) ? dpi : best;
  }, null);
}

/** Only millimetres: a limit in pixels holds for one resolution, and is left to the device. */
function longest(option: SaneOption | undefined): number | null {
  if (option?.settable !== true || option.constraint.kind !== "range" || option.constraint.unit !== "mm") return null;
  return option.constraint.max > 0 ? option.constraint.max : null;
}

const near = (dpi: number | null, wanted: Resolution): boolean => dpi === null || (dpi <= wanted * NEAR && dpi * NEAR >= wanted);

/** The abilities in the contract's words. A resolution that is not near to any of ours is called by the nearest. */
export function capabilitiesOf(abilities: ScanAbilities): ScannerCapabilities {
  const resolutions = RESOLUTIONS.filter((wanted) => near(abilities.resolutions[wanted], wanted));
  const sources = (["flatbed", "feeder"] as const).filter((source) => abilities.sources[source] !== undefined);
  const colours = (["colour", "grey"] as const).filter((colour) => abilities.modes[colour] !== undefined);
  const closest = (abilities.resolutions[300] ?? 300) < 300 ? 75 : 300;
  return { sources, colours, resolutions: resolutions.length > 0 ? resolutions : [closest] };
}
