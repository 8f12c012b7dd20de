import { assertNever } from "../../contract/result.ts";
import type { CodeableConcept, Coding, Observation, ObservationBundle, ObservationComponent, Quantity } from "./fhir-types.ts";
import { narrativeDiv, plainText, writtenNumber } from "./narrative.ts";
import type { QuantityName, Reading, ReadingUnit, RecordLabels } from "./reading.ts";
import { zonedDateTime } from "./zone-time.ts";

/** What the caller gives: the texts, and where a fresh UUID (RFC 9562, lower case) comes from. */
export interface RecordWriting {
  readonly labels: RecordLabels;
  uuid(): string;
}

const loinc = (code: string, display: string): Coding => ({ system: "http://loinc.org", code, display });

/**
 * Codes of LOINC with its own names (https://loinc.org), as R4's vital-sign profiles fix them
 * (http://hl7.org/fhir/R4/observation-vitalsigns.html); where there are two, the profile's comes first.
 */
const codes = {
  weight: [loinc("29463-7", "Body weight")],
  bloodPressure: [loinc("85354-9", "Blood pressure panel with all children optional")],
  systolic: [loinc("8480-6", "Systolic blood pressure")],
  diastolic: [loinc("8462-4", "Diastolic blood pressure")],
  mean: [loinc("8478-0", "Mean blood pressure")],
  pulse: [loinc("8867-4", "Heart rate")],
  oxygen: [
    loinc("2708-6", "Oxygen saturation in Arterial blood"),
    loinc("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
  ],
} as const satisfies Readonly<Record<QuantityName, readonly [Coding, ...Coding[]]>>;

const vitalSigns: CodeableConcept = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs", display: "Vital Signs" }],
};

/** One number of a reading, in the device's own unit: `code` is the unit's UCUM code, and nothing is ever converted. */
interface Amount {
  readonly name: QuantityName;
  readonly value: number;
  readonly unit: ReadingUnit;
}

/** What one observation is about: a value of its own, or components instead. */
type Finding = { readonly name: QuantityName; readonly own: Amount } | { readonly name: QuantityName; readonly parts: readonly Amount[] };

/**
 * The observations of a reading. The pulse of a blood pressure or of an oximeter is an observation of its own, as R4's profiles have it.
 *
 * There is no `subject`: nobody is identified at the booth, and a made-up or guessed patient would attribute a measurement to the wrong
 * person. `vitalsigns` and the Finnish PHR profiles require one, so no profile is claimed in `meta` either; whoever receives the
 * record and knows the person adds both.
 */
export function observationsOf(reading: Reading, writing: RecordWriting): readonly Observation[] {
  return findingsOf(reading).map((finding) => observationOf(finding, reading, writing));
}

/**
 * The observations of several readings as one document: a Bundle of type `collection` (http://hl7.org/fhir/R4/bundle.html), in the order
 * of the readings.
 */
export function observationBundle(readings: readonly Reading[], writing: RecordWriting): ObservationBundle {
  const observations = readings.flatMap((reading) => observationsOf(reading, writing));
  return {
    resourceType: "Bundle",
    language: writing.labels.language,
    type: "collection",
    // A resource without a server has the URN of its UUID for its address, here the same as its identifier's.
    ...(observations.length === 0 ? {} : { entry: observations.map((resource) => ({ fullUrl: resource.identifier[0].value, resource })) }),
  };
}

function findingsOf({ measured }: Reading): readonly Finding[] {
  switch (measured.kind) {
    case "weight":
      return [ownFinding("weight", measured.value, measured.unit)];
    case "blood-pressure": {
      const { systolic, diastolic, mean, unit } = measured;
      const parts: Amount[] = [{ name: "systolic", value: systolic, unit }, { name: "diastolic", value: diastolic, unit }];
      if (mean !== null) parts.push({ name: "mean", value: mean, unit });
      return [{ name: "bloodPressure", parts }, ...pulseFinding(measured.pulse)];
    }
    case "oxygen":
      return [ownFinding("oxygen", measured.saturation, "%"), ...pulseFinding(measured.pulse)];
    default:
      return assertNever(measured);
  }
}

const ownFinding = (name: QuantityName, value: number, unit: ReadingUnit): Finding => ({ name, own: { name, value, unit } });

const pulseFinding = (pulse: number | null): readonly Finding[] => (pulse === null ? [] : [ownFinding("pulse", pulse, "/min")]);

function observationOf(finding: Finding, reading: Reading, { labels, uuid }: RecordWriting): Observation {
  const { name } = finding;
  const { takenAt } = reading;
  const device = plainText(reading.deviceModel ?? "");
  const results = "own" in finding
    ? [writtenAmount(finding.own, labels)]
    : finding.parts.map((part) => `${labels.quantities[part.name]} ${writtenAmount(part, labels)}`);
  return {
    resourceType: "Observation",
    language: labels.language,
    text: {
      status: "generated",
      div: narrativeDiv({ name: labels.quantities[name], loinc: codes[name][0].code, takenAt, results, device }, labels),
    },
    identifier: [{ system: "urn:ietf:rfc:3986", value: `urn:uuid:${uuid()}` }],
    status: "final",
    category: [vitalSigns],
    code: conceptOf(name, labels),
    effectiveDateTime: zonedDateTime(takenAt),
    // A reference may be its display alone; the booth keeps no register of devices to refer to.
    ...(device === "" ? {} : { device: { display: device } }),
    ...("own" in finding ? { valueQuantity: quantityOf(finding.own, labels) } : { component: finding.parts.map((part) => componentOf(part, labels)) }),
  };
}

const conceptOf = (name: QuantityName, labels: RecordLabels): CodeableConcept => ({ coding: codes[name], text: labels.quantities[name] });

const componentOf = (amount: Amount, labels: RecordLabels): ObservationComponent => ({
  code: conceptOf(amount.name, labels),
  valueQuantity: quantityOf(amount, labels),
});

const quantityOf = ({ value, unit }: Amount, labels: RecordLabels): Quantity => ({
  value,
  unit: labels.units[unit],
  system: "http://unitsofmeasure.org",
  code: unit,
});

const writtenAmount = ({ value, unit }: Amount, labels: RecordLabels): string => `${writtenNumber(value, labels.language)} ${labels.units[unit]}`;
