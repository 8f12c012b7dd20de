import type { PrinterCapabilities, PrintRequest } from "../../contract/devices.ts";
import type { IppAttribute } from "./ipp-message.ts";
import type { PrinterFacts } from "./printer-facts.ts";

/** PWG 5101.1 self-describing name. */
export const A4 = "iso_a4_210x297mm";

/** What the screens may offer. */
export const capabilitiesOf = (printer: PrinterFacts): PrinterCapabilities => ({
  duplex: printer.sides.includes("two-sided-long-edge"),
  colour: printer.colour || printer.colourModes.includes("color"),
});

/**
 * The job template attributes (RFC 8011 section 5.2) of a request. A value that the printer does not list is left out and
 * the printer's default holds: an unsupported one makes some printers refuse the whole job.
 */
export function jobTemplate(request: PrintRequest, printer: PrinterFacts): IppAttribute[] {
  const keyword = (name: string, value: string, supported: readonly string[]): IppAttribute[] =>
    supported.includes(value) ? [{ name, values: [{ tag: "keyword", value }] }] : [];
  return [
    { name: "copies", values: [{ tag: "integer", value: request.copies }] },
    ...keyword("sides", request.sides, printer.sides),
    ...keyword("print-color-mode", request.colour === "grey" ? "monochrome" : "color", printer.colourModes),
    ...keyword("media", A4, printer.media),
    ...keyword("print-scaling", "fit", printer.scalings),
    // Sorted sets, as a person would hand them out.
    ...keyword("multiple-document-handling", "separate-documents-collated-copies", request.copies > 1 ? printer.documentHandling : []),
  ];
}
