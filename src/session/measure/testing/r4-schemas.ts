import { z } from "zod";

/**
 * HL7 FHIR R4 (4.0.1) Observation and Bundle as zod schemas, written by hand from http://hl7.org/fhir/R4/observation.html, bundle.html,
 * datatypes.html, narrative.html and references.html: required elements, cardinalities, primitive formats and required value sets. Strict, so an
 * element that R4 does not have is found. Elements that R4 has and the booth never writes (contained, extension, the other value[x]) are
 * left out: a record that had one would be refused, which is the safe side.
 */

/** Primitive formats: the regular expressions of datatypes.html. */
const fhirString = z.string().min(1).max(1_048_576).regex(/^[ \r\n\t\S]+$/u).refine((text) => text.trim() !== "", "ele-1: empty");
const code = z.string().regex(/^[^\s]+(\s[^\s]+)*$/u);
const uri = z.string().regex(/^\S+$/u);
const id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/u);
const decimal = z.number().refine((value) => /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/u.test(JSON.stringify(value)), "decimal");
const dateTime = z.string().regex(
  /^([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?$/u,
);
/** BCP 47, the shapes that R4's `languages` value set has and two- and three-letter codes beyond it. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/u);

const coding = z.strictObject({
  system: uri.optional(), version: fhirString.optional(), code: code.optional(), display: fhirString.optional(), userSelected: z.boolean().optional(),
});
const codeableConcept = z.strictObject({ coding: z.array(coding).min(1).optional(), text: fhirString.optional() })
  .refine((concept) => concept.coding !== undefined || concept.text !== undefined, "ele-1: empty");
const identifier = z.strictObject({
  use: z.enum(["usual", "official", "temp", "secondary", "old"]).optional(), type: codeableConcept.optional(), system: uri.optional(), value: fhirString.optional(),
}).refine(({ system, value }) => system !== "urn:ietf:rfc:3986" || /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(value ?? ""), "RFC 9562 URN");
/** ref-2 of R5 is a rule of R4's text already: a reference, an identifier or a display. */
const reference = z.strictObject({ reference: fhirString.optional(), type: uri.optional(), identifier: identifier.optional(), display: fhirString.optional() })
  .refine((target) => target.reference !== undefined || target.identifier !== undefined || target.display !== undefined, "a reference says something");
const quantity = z.strictObject({
  value: decimal.optional(), comparator: z.enum(["<", "<=", ">=", ">"]).optional(), unit: fhirString.optional(), system: uri.optional(), code: code.optional(),
}).refine(({ code: unitCode, system }) => unitCode === undefined || system !== undefined, "qty-3: a code has a system");

/** Elements that txt-1 allows (narrative.html) and the booth could use. */
const allowedTag = /^\/?(a|abbr|b|blockquote|br|caption|div|em|h[1-6]|hr|i|li|ol|p|pre|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|ul)$/u;
const bareAmpersand = /&(?!(amp|lt|gt|quot|#39);)/u;

/** txt-1 and txt-2, and that the tags are balanced: a small reader instead of an XML parser. */
function isNarrative(div: string): boolean {
  if (!/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"[^<>]*>.*<\/div>$/su.test(div) || bareAmpersand.test(div)) return false;
  const open: string[] = [];
  for (const [, tag = ""] of div.matchAll(/<(\/?[^\s<>]+)[^<>]*>/gu)) {
    if (!allowedTag.test(tag)) return false;
    if (!tag.startsWith("/")) open.push(tag);
    else if (open.pop() !== tag.slice(1)) return false;
  }
  const text = div.replace(/<[^<>]*>/gu, "");
  return open.length === 0 && !/[<>]/u.test(text) && text.trim() !== "";
}

const narrative = z.strictObject({ status: z.enum(["generated", "extensions", "additional", "empty"]), div: z.string().refine(isNarrative, "txt-1, txt-2") });

/** Value set observation-status, binding required. */
export const observationStatus = z.enum(["registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"]);

const component = z.strictObject({ code: codeableConcept, valueQuantity: quantity.optional(), dataAbsentReason: codeableConcept.optional() });

/** Observation: `status` and `code` are 1..1, everything else is 0..1 or 0..*, and an array that is there is not empty. */
export const observationSchema = z.strictObject({
  resourceType: z.literal("Observation"),
  id: id.optional(),
  meta: z.strictObject({ profile: z.array(uri).min(1) }).optional(),
  language: language.optional(),
  text: narrative.optional(),
  identifier: z.array(identifier).min(1).optional(),
  status: observationStatus,
  category: z.array(codeableConcept).min(1).optional(),
  code: codeableConcept,
  subject: reference.optional(),
  effectiveDateTime: dateTime.optional(),
  performer: z.array(reference).min(1).optional(),
  valueQuantity: quantity.optional(),
  dataAbsentReason: codeableConcept.optional(),
  device: reference.optional(),
  hasMember: z.array(reference).min(1).optional(),
  derivedFrom: z.array(reference).min(1).optional(),
  component: z.array(component).min(1).optional(),
})
  .refine((observation) => observation.dataAbsentReason === undefined || observation.valueQuantity === undefined, "obs-6")
  .refine((observation) => {
    const own = new Set(codesOf(observation.code));
    return observation.valueQuantity === undefined || !(observation.component ?? []).some((part) => codesOf(part.code).some((key) => own.has(key)));
  }, "obs-7");

function codesOf(concept: z.infer<typeof codeableConcept>): string[] {
  return (concept.coding ?? []).map((each) => `${each.system ?? ""}|${each.code ?? ""}`);
}

/**
 * What R4's `vitalsigns` profile (http://hl7.org/fhir/R4/vitalsigns.html) asks of an observation beyond that - all but the `subject`, which
 * the booth does not know - and what the base rules of the Finnish PHR ask: language, narrative, a unique identifier, status final.
 */
export const vitalSignWithoutSubjectSchema = observationSchema
  .refine(({ category }) => (category ?? []).some((concept) => codesOf(concept).includes("http://terminology.hl7.org/CodeSystem/observation-category|vital-signs")), "category VSCat 1..1")
  .refine(({ code: concept }) => codesOf(concept).some((key) => key.startsWith("http://loinc.org|")), "LOINC")
  .refine(({ effectiveDateTime }) => /^\d{4}-\d{2}-\d{2}/u.test(effectiveDateTime ?? ""), "vs-1: precise to the day")
  .refine((observation) => observation.valueQuantity !== undefined || observation.component !== undefined || observation.dataAbsentReason !== undefined, "vs-2")
  .refine(({ component: parts }) => (parts ?? []).every((part) => part.valueQuantity !== undefined || part.dataAbsentReason !== undefined), "vs-3")
  .refine(({ valueQuantity, component: parts }) => [valueQuantity, ...(parts ?? []).map((part) => part.valueQuantity)]
    .every((each) => each === undefined || (each.value !== undefined && each.system === "http://unitsofmeasure.org" && each.code !== undefined)), "UCUM")
  .refine(({ language: tag, text, identifier: own, status }) => tag !== undefined && text !== undefined && own !== undefined && status === "final", "Finnish PHR base rules");

/** Bundle of type `collection`: bdl-3 and bdl-4 (no request, no response), bdl-5 (a resource each), bdl-7 (addresses unique). */
export const collectionSchema = z.strictObject({
  resourceType: z.literal("Bundle"),
  id: id.optional(),
  language: language.optional(),
  type: z.literal("collection"),
  timestamp: dateTime.optional(),
  entry: z.array(z.strictObject({ fullUrl: uri.optional(), resource: vitalSignWithoutSubjectSchema })).min(1).optional(),
}).refine(({ entry = [] }) => new Set(entry.map((each) => each.fullUrl)).size === entry.length, "bdl-7");
