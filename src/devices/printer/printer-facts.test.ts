import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupTags, type IppAttribute, type IppMessage } from "./ipp-message.ts";
import { capabilitiesOf, jobTemplate } from "./job-template.ts";
import { blocksPrinting, needsHelp, readJob, readPrinter } from "./printer-facts.ts";

const printer = (attributes: readonly IppAttribute[]) => {
  const message: IppMessage = { version: [2, 0], code: 0, requestId: 1, groups: [{ tag: groupTags.printer, attributes }], data: new Uint8Array() };
  return readPrinter(message);
};
const words = (name: string, ...values: string[]): IppAttribute => ({ name, values: values.map((value) => ({ tag: "keyword", value })) });
const numbers = (name: string, ...values: number[]): IppAttribute => ({ name, values: values.map((value) => ({ tag: "integer", value })) });
const octets = (name: string, ...values: string[]): IppAttribute => ({ name, values: values.map((value) => ({ tag: "octetString", value: Buffer.from(value) })) });
const reasonsOf = (...keywords: string[]) => printer([words("printer-state-reasons", ...keywords)]).reasons;

describe("what a printer says of itself", () => {
  it.each([
    [["none"], []],
    [["media-empty-warning", "media-needed-warning"], ["media-empty"]],
    [["media-empty"], ["media-empty"]],
    [["door-open-error"], ["cover-open"]],
    [["media-jam-error", "cover-open"], ["cover-open", "media-jam"]],
    [["toner-low-report", "media-low-warning"], ["toner-low", "media-low"]],
    [["marker-supply-empty-error"], ["toner-empty"]],
    [["output-area-full-warning"], ["output-area-full"]],
    [["paused"], ["paused"]],
    [["offline-report"], ["offline"]],
    [["timed-out"], ["not-answering"]],
    [["cups-waiting-for-job-completed"], []],
    [["cups-remote-stopped"], []],
    [["output-area-almost-full", "identify-printer-requested", "media-path-config-changed-report"], []],
    [["fuser-under-temp-report"], []],
    [["subunit-unrecoverable-failure-error"], ["other"]],
    [["spool-area-full"], ["other"]],
  ])("reads %j as %j", (keywords, reasons) => {
    expect(reasonsOf(...keywords)).toStrictEqual(reasons);
  });

  it("tells apart what stops it and what somebody can mend", () => {
    expect(["media-low", "toner-low"].some((reason) => blocksPrinting(reasonsOf(reason)[0]!))).toBe(false);
    expect(needsHelp("media-empty") && blocksPrinting("media-empty")).toBe(true);
    expect(needsHelp("offline")).toBe(false);
    expect(blocksPrinting("offline")).toBe(true);
  });

  it("reads supplies as PWG and as CUPS say them", () => {
    const pwg = octets("printer-supply",
      "index=1;class=receptacleThatIsFilled;type=wasteToner;unit=percent;maxcapacity=100;level=25;colorantname=unknown;",
      "index=2;class=supplyThatIsConsumed;type=toner;unit=impressions;maxcapacity=2000;level=500;colorantname=black;",
      "index=3;class=supplyThatIsConsumed;type=toner;maxcapacity=100;level=-2;colorantname=cyan;",
      "nonsense");
    expect(printer([pwg]).supplies).toStrictEqual([
      { kind: "filled", level: 25 }, { kind: "consumed", level: 25 }, { kind: "consumed", level: null },
    ]);
    expect(printer([numbers("marker-levels", 40, -1, 90), words("marker-types", "ink", "ink", "waste-ink")]).supplies).toStrictEqual([
      { kind: "consumed", level: 40 }, { kind: "consumed", level: null }, { kind: "filled", level: 90 },
    ]);
  });

  it.each([
    ["ipp://192.168.1.20/ipp/print", "http://192.168.1.20:631/ipp/print"],
    ["ipps://printer.local:8443/ipp/print?contimeout=10", "https://printer.local:8443/ipp/print"],
    ["usb://HP/LaserJet", null],
    ["dnssd://Printer._ipp._tcp.local/", null],
    ["file:///dev/null", null],
  ])("knows the printer behind a queue from %s", (uri, behind) => {
    expect(printer([{ name: "device-uri", values: [{ tag: "uri", value: uri }] }]).behind).toBe(behind);
  });

  it("believes nothing that is of the wrong kind", () => {
    const value = fc.oneof(
      fc.record({ tag: fc.constant("integer" as const), value: fc.integer({ min: -5, max: 500 }) }),
      fc.record({ tag: fc.constant("keyword" as const), value: fc.string() }),
      fc.record({ tag: fc.constant("octetString" as const), value: fc.uint8Array({ maxLength: 80 }) }),
      fc.record({ tag: fc.constant("boolean" as const), value: fc.boolean() }),
      fc.constant({ tag: "no-value" as const }),
    );
    const names = ["printer-state", "printer-state-reasons", "marker-levels", "printer-supply", "device-uri", "printer-make-and-model", "job-id", "job-state"];
    const attributes = fc.array(fc.record({ name: fc.constantFrom(...names), values: fc.array(value, { minLength: 1, maxLength: 3 }) }));
    fc.assert(fc.property(attributes, (some) => {
      const facts = printer(some);
      expect(facts.model === null || facts.model.length <= 120).toBe(true);
      for (const { level } of facts.supplies) expect(level === null || (level >= 0 && level <= 100)).toBe(true);
      readJob(some);
    }), { numRuns: 300 });
    expect(readJob([words("job-id", "7")])).toBeNull();
    expect(readJob([numbers("job-id", 7), numbers("job-impressions-completed", -2)])).toStrictEqual({
      id: 7, state: "unknown", reasons: [], impressionsCompleted: null, sheetsCompleted: null,
    });
  });
});

describe("what a printer is asked for", () => {
  const request = { jobId: "2b3d5f0e-2a52-4d3e-8a0c-0d1d6c1f3a55", file: "/x.pdf", pages: 1, copies: 2, sides: "two-sided-long-edge", colour: "grey" } as const;

  it("leaves out what it has not", () => {
    const simple = printer([words("media-supported", "na_letter_8.5x11in")]);
    expect(jobTemplate(request, simple)).toStrictEqual([numbers("copies", 2)]);
    expect(capabilitiesOf(simple)).toStrictEqual({ duplex: false, colour: false });
  });

  it("asks for what it has", () => {
    const full = printer([
      words("sides-supported", "one-sided", "two-sided-long-edge"), words("print-color-mode-supported", "color", "monochrome"),
      words("media-supported", "iso_a4_210x297mm"), words("print-scaling-supported", "fit"),
      words("multiple-document-handling-supported", "separate-documents-collated-copies"),
    ]);
    expect(jobTemplate(request, full)).toStrictEqual([
      numbers("copies", 2), words("sides", "two-sided-long-edge"), words("print-color-mode", "monochrome"),
      words("media", "iso_a4_210x297mm"), words("print-scaling", "fit"), words("multiple-document-handling", "separate-documents-collated-copies"),
    ]);
    expect(capabilitiesOf(full)).toStrictEqual({ duplex: true, colour: true });
  });
});
