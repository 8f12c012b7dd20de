/** The elements of HL7 FHIR R4 (4.0.1) that are written here; http://hl7.org/fhir/R4/observation.html and bundle.html have them all. */

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export interface CodeableConcept {
  readonly coding: readonly Coding[];
  readonly text?: string;
}

export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly system: "http://unitsofmeasure.org";
  readonly code: string;
}

export interface ObservationComponent {
  readonly code: CodeableConcept;
  readonly valueQuantity: Quantity;
}

export interface Observation {
  readonly resourceType: "Observation";
  readonly language: string;
  readonly text: { readonly status: "generated"; readonly div: string };
  readonly identifier: readonly [{ readonly system: "urn:ietf:rfc:3986"; readonly value: string }];
  readonly status: "final";
  readonly category: readonly CodeableConcept[];
  readonly code: CodeableConcept;
  readonly effectiveDateTime: string;
  readonly device?: { readonly display: string };
  readonly valueQuantity?: Quantity;
  readonly component?: readonly ObservationComponent[];
}

export interface ObservationBundle {
  readonly resourceType: "Bundle";
  readonly language: string;
  readonly type: "collection";
  /** Left out where there is nothing: JSON of FHIR has no empty arrays. */
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: Observation }[];
}
