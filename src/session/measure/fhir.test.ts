import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measuredSchema, weightUnitSchema } from "../../contract/reading.ts";
import type { Measured } from "../../contract/reading.ts";
import { observationBundle, observationsOf } from "./fhir.ts";
import type { RecordWriting } from "./fhir.ts";
import type { Reading, RecordLabels } from "./reading.ts";
import { collectionSchema, observationSchema, vitalSignWithoutSubjectSchema } from "./testing/r4-schemas.ts";
import { zonedDateTime } from "./zone-time.ts";

const labels: RecordLabels = {
  language: "fi",
  headings: { code: "Mittaus", time: "Aika", result: "Tulos", device: "Laite" },
  quantities: {
    weight: "Paino", bloodPressure: "Verenpaine", systolic: "Yläpaine", diastolic: "Alapaine", mean: "Keskipaine", pulse: "Syke", oxygen: "Happikyllästeisyys",
  },
  units: {
    kg: "kg", g: "g", mg: "mg", t: "t", "[lb_av]": "lb", "[oz_av]": "oz", "[oz_tr]": "ozt", "[gr]": "gr", "[pwt_tr]": "dwt", "[car_m]": "ct", "[ston_av]": "tn",
    "mm[Hg]": "mmHg", kPa: "kPa", "/min": "/min", "%": "%",
  },
};

/** UUIDs that count, so that a test can name them. */
function writing(texts: RecordLabels = labels): RecordWriting {
  let count = 0;
  return { labels: texts, uuid: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, "0")}` };
}

const takenAt = Date.parse("2026-11-21T23:12:00.750+02:00");
const reading = (measured: Measured, deviceModel: string | null = "UA-651BLE"): Reading => ({ measured, takenAt, deviceModel });
const pressure = { kind: "blood-pressure", systolic: 127, diastolic: 76, mean: 97, unit: "mm[Hg]", pulse: 78 } as const;
const vitalSigns = [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs", display: "Vital Signs" }] }];
const loincOf = (code: { readonly coding: readonly { readonly system: string; readonly code: string }[] }): string[] => code.coding.map((each) => `${each.system}|${each.code}`);

describe("observations", () => {
  it("writes a weight, whole", () => {
    expect(observationsOf(reading({ kind: "weight", value: 72.5, unit: "kg" }), writing())).toEqual([{
      resourceType: "Observation",
      language: "fi",
      text: {
        status: "generated",
        div: '<div xmlns="http://www.w3.org/1999/xhtml" lang="fi" xml:lang="fi"><p>Mittaus: Paino (29463-7)</p><p>Aika: 21.11.2026 klo 23.12</p>'
          + "<p>Tulos: 72,5 kg</p><p>Laite: UA-651BLE</p></div>",
      },
      identifier: [{ system: "urn:ietf:rfc:3986", value: "urn:uuid:00000000-0000-4000-8000-000000000001" }],
      status: "final",
      category: vitalSigns,
      code: { coding: [{ system: "http://loinc.org", code: "29463-7", display: "Body weight" }], text: "Paino" },
      effectiveDateTime: "2026-11-21T23:12:00+02:00",
      device: { display: "UA-651BLE" },
      valueQuantity: { value: 72.5, unit: "kg", system: "http://unitsofmeasure.org", code: "kg" },
    }]);
  });

  it("writes a blood pressure as a panel with components and no value, and its pulse on its own", () => {
    const [panel, pulse, ...rest] = observationsOf(reading(pressure), writing());
    expect(rest).toEqual([]);
    expect(loincOf(panel!.code)).toEqual(["http://loinc.org|85354-9"]);
    expect(panel).not.toHaveProperty("valueQuantity");
    expect(panel!.component!.map((part) => [loincOf(part.code)[0], part.valueQuantity.value, part.valueQuantity.code])).toEqual([
      ["http://loinc.org|8480-6", 127, "mm[Hg]"], ["http://loinc.org|8462-4", 76, "mm[Hg]"], ["http://loinc.org|8478-0", 97, "mm[Hg]"],
    ]);
    expect(panel!.text.div).toContain("<p>Tulos: Yläpaine 127 mmHg; Alapaine 76 mmHg; Keskipaine 97 mmHg</p>");
    expect(loincOf(pulse!.code)).toEqual(["http://loinc.org|8867-4"]);
    expect(pulse!.valueQuantity).toEqual({ value: 78, unit: "/min", system: "http://unitsofmeasure.org", code: "/min" });
    expect(pulse).not.toHaveProperty("component");
  });

  it("leaves out a mean and a pulse that the device did not have", () => {
    const observations = observationsOf(reading({ ...pressure, mean: null, pulse: null }), writing());
    expect(observations).toHaveLength(1);
    expect(observations[0]!.component).toHaveLength(2);
  });

  it("writes an oxygen saturation with both codes, the profile's first", () => {
    const [oxygen, pulse] = observationsOf(reading({ kind: "oxygen", saturation: 98, pulse: 72 }), writing());
    expect(loincOf(oxygen!.code)).toEqual(["http://loinc.org|2708-6", "http://loinc.org|59408-5"]);
    expect(oxygen!.valueQuantity).toEqual({ value: 98, unit: "%", system: "http://unitsofmeasure.org", code: "%" });
    expect(loincOf(pulse!.code)).toEqual(["http://loinc.org|8867-4"]);
  });

  it("passes other units by their UCUM code, unconverted", () => {
    for (const unit of weightUnitSchema.options) {
      const [weight] = observationsOf(reading({ kind: "weight", value: 154.35, unit }), writing());
      expect(weight!.valueQuantity).toMatchObject({ value: 154.35, code: unit });
    }
    const [panel] = observationsOf(reading({ ...pressure, systolic: 16, diastolic: 10.7, mean: 12.4, unit: "kPa" }), writing());
    expect(panel!.component!.map((part) => [part.valueQuantity.value, part.valueQuantity.code])).toEqual([[16, "kPa"], [10.7, "kPa"], [12.4, "kPa"]]);
  });

  it("names no person and claims no profile that would need one", () => {
    for (const observation of observationsOf(reading(pressure), writing())) {
      for (const element of ["subject", "performer", "meta"]) expect(observation).not.toHaveProperty(element);
    }
  });

  it("escapes what comes from a device or a text, and leaves out a device without a name", () => {
    const [weight] = observationsOf(reading({ kind: "weight", value: 70, unit: "kg" }, `<b>"A&D's"\u0001`), writing());
    expect(weight!.text.div).toContain("<p>Laite: &lt;b&gt;&quot;A&amp;D&#39;s&quot;</p>");
    expect(weight!.device).toEqual({ display: `<b>"A&D's"` });
    for (const model of [null, "", " \u0000"]) {
      const [nameless] = observationsOf(reading({ kind: "weight", value: 70, unit: "kg" }, model), writing());
      expect(nameless).not.toHaveProperty("device");
      expect(nameless!.text.div).not.toContain("Laite");
    }
  });
});

describe("the moment", () => {
  it("has the zone's offset of its day", () => {
    expect(zonedDateTime(Date.parse("2026-01-15T10:00:00Z"))).toBe("2026-01-15T12:00:00+02:00");
    expect(zonedDateTime(Date.parse("2026-07-15T10:00:00Z"))).toBe("2026-07-15T13:00:00+03:00");
  });
  it("is right on both sides of the changes of 2026", () => {
    expect(zonedDateTime(Date.parse("2026-03-29T00:59:59Z"))).toBe("2026-03-29T02:59:59+02:00");
    expect(zonedDateTime(Date.parse("2026-03-29T01:00:00Z"))).toBe("2026-03-29T04:00:00+03:00");
    expect(zonedDateTime(Date.parse("2026-10-25T00:59:59Z"))).toBe("2026-10-25T03:59:59+03:00");
    expect(zonedDateTime(Date.parse("2026-10-25T01:00:00Z"))).toBe("2026-10-25T03:00:00+02:00");
  });
  it("is the same moment when it is read back", () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) }), (at) => {
      expect(Date.parse(zonedDateTime(at))).toBe(Math.floor(at / 1000) * 1000);
    }));
  });
});

const pulseBeside = fc.option(fc.double({ min: 1, max: 500, noNaN: true }));
const cuff = fc.double({ min: 0.1, max: 400, noNaN: true });
const measured: fc.Arbitrary<Measured> = fc.oneof(
  fc.record({ kind: fc.constant("weight" as const), value: fc.double({ min: -100_000, max: 1_000_000, noNaN: true }), unit: fc.constantFrom(...weightUnitSchema.options) }),
  fc.record({
    kind: fc.constant("blood-pressure" as const), systolic: cuff, diastolic: cuff, mean: fc.option(cuff), unit: fc.constantFrom("mm[Hg]" as const, "kPa" as const), pulse: pulseBeside,
  }),
  fc.record({ kind: fc.constant("oxygen" as const), saturation: fc.double({ min: 1, max: 100, noNaN: true }), pulse: pulseBeside }),
);
const anyReading: fc.Arbitrary<Reading> = fc.record({
  measured, takenAt: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2090, 0, 1) }), deviceModel: fc.option(fc.string({ unit: "binary", maxLength: 40 })),
});

describe("the R4 schema", () => {
  it("takes every bundle of readings, as it comes back from JSON", () => {
    fc.assert(fc.property(fc.array(anyReading, { maxLength: 5 }), fc.constantFrom("fi", "sv", "en", "se"), (readings, language) => {
      for (const each of readings) expect(measuredSchema.safeParse(each.measured).success).toBe(true);
      const bundle = observationBundle(readings, writing({ ...labels, language }));
      const parsed = collectionSchema.safeParse(JSON.parse(JSON.stringify(bundle)));
      expect(parsed.error?.issues ?? []).toEqual([]);
      expect(bundle.entry === undefined).toBe(readings.length === 0);
    }), { numRuns: 300 });
  });

  it("keeps the order of the readings and gives each observation its own address", () => {
    const bundle = observationBundle([reading(pressure), reading({ kind: "weight", value: 70, unit: "kg" })], writing());
    expect(bundle.entry!.map(({ fullUrl, resource }) => [fullUrl.slice(-2), loincOf(resource.code)[0]!.slice("http://loinc.org|".length)])).toEqual([
      ["01", "85354-9"], ["02", "8867-4"], ["03", "29463-7"],
    ]);
  });

  it("is strict enough to find what is wrong", () => {
    const [good] = observationsOf(reading({ kind: "weight", value: 70, unit: "kg" }), writing());
    const without = (element: string): object => Object.fromEntries(Object.entries(good!).filter(([name]) => name !== element));
    const refused = [
      without("status"), without("code"), { ...good, status: "done" }, { ...good, category: [] }, { ...good, effectiveDateTime: "2026-11-21T23:12:00" }, { ...good, weight: 70 },
      { ...good, valueQuantity: { value: "70", code: "kg" } }, { ...good, valueQuantity: { value: 70, code: "kg" } }, { ...good, dataAbsentReason: { text: "x" } },
      { ...good, component: [{ code: good!.code }] }, { ...good, text: { status: "generated", div: "<p>x</p>" } },
      { ...good, text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>x</script></div>' } },
      { ...good, text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>a & b</p></div>' } },
      { ...good, identifier: [{ system: "urn:ietf:rfc:3986", value: "urn:uuid:1" }] },
    ];
    expect(observationSchema.safeParse(good).success).toBe(true);
    for (const each of refused) expect(observationSchema.safeParse(each).success).toBe(false);
    const notVital = [without("text"), { ...good, status: "preliminary" }, { ...good, effectiveDateTime: "2026-11" }, { ...good, category: [{ text: "x" }] }];
    for (const each of notVital) {
      expect(observationSchema.safeParse(each).success).toBe(true);
      expect(vitalSignWithoutSubjectSchema.safeParse(each).success).toBe(false);
    }
  });
});
