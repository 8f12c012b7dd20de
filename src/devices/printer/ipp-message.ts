/**
 * An IPP message as a value. Source: RFC 8010 "Internet Printing Protocol/1.1: Encoding and Transport", section 3; the
 * meaning of operations, attributes and status codes is RFC 8011.
 */
export interface IppMessage {
  readonly version: readonly [major: number, minor: number];
  /** Operation id in a request, status code in a reply; 0..0xffff. */
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
  /** What follows the attributes: a document in Print-Job and Send-Document, else empty. */
  readonly data: Uint8Array;
}

export interface IppGroup {
  /** A begin-attribute-group tag, see {@link groupTags}; others are kept as they came. */
  readonly tag: number;
  readonly attributes: readonly IppAttribute[];
}

export interface IppAttribute {
  readonly name: string;
  /** At least one; more than one is a `1setOf`. */
  readonly values: readonly IppValue[];
}

/** RFC 8010 section 3.5.2 (value tags), syntaxes of RFC 8011 section 5.1. */
export type IppValue =
  | { readonly tag: "integer" | "enum"; readonly value: number }
  | { readonly tag: "boolean"; readonly value: boolean }
  | { readonly tag: StringTag; readonly value: string }
  | { readonly tag: "textWithLanguage" | "nameWithLanguage"; readonly language: string; readonly value: string }
  | { readonly tag: "octetString"; readonly value: Uint8Array }
  | { readonly tag: "dateTime"; readonly value: IppDateTime }
  | { readonly tag: "resolution"; readonly x: number; readonly y: number; readonly unit: "dpi" | "dpcm" }
  | { readonly tag: "rangeOfInteger"; readonly lower: number; readonly upper: number }
  | { readonly tag: "collection"; readonly members: readonly IppAttribute[] }
  | { readonly tag: "unsupported" | "unknown" | "no-value" }
  /** A tag that is not known here, or a value whose length does not fit its tag: kept as it came. */
  | { readonly tag: "raw"; readonly code: number; readonly bytes: Uint8Array };

/** DateAndTime of RFC 2579: every field as the eleven octets say it, nothing normalised. */
export interface IppDateTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly deciSecond: number;
  readonly direction: "+" | "-";
  readonly offsetHours: number;
  readonly offsetMinutes: number;
}

/** Begin-attribute-group tags, RFC 8010 section 3.5.1; 6 and 7 are RFC 3995, 9 is PWG 5100.5. */
export const groupTags = {
  operation: 0x01,
  job: 0x02,
  end: 0x03,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  eventNotification: 0x07,
  document: 0x09,
} as const;

/** Every tag below is a delimiter, every tag from here on begins a value. */
export const FIRST_VALUE_TAG = 0x10;

/** Tags whose value is a string of UTF-8 or US-ASCII, RFC 8010 section 3.5.2. */
export const stringTags = {
  textWithoutLanguage: 0x41,
  nameWithoutLanguage: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;
export type StringTag = keyof typeof stringTags;

export const outOfBandTags = { unsupported: 0x10, unknown: 0x12, "no-value": 0x13 } as const;

export const valueTags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  begCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  memberAttrName: 0x4a,
} as const;

/** `units` octet of a resolution, RFC 8011 section 5.1.16. */
export const resolutionUnits = { dpi: 3, dpcm: 4 } as const;

/** Operation ids, RFC 8011 section 5.4.15 and the IANA registry; 0x38 is PWG 5100.11. */
export const operations = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  purgeJobs: 0x0012,
  createPrinterSubscriptions: 0x0016,
  cancelSubscription: 0x001b,
  getNotifications: 0x001c,
} as const;

/** Status codes that are told apart, RFC 8011 appendix B. */
export const statusCodes = {
  ok: 0x0000,
  okIgnoredAttributes: 0x0001,
  /** From here on nothing was done. */
  firstError: 0x0400,
  notAuthorized: 0x0403,
  notPossible: 0x0404,
  notFound: 0x0406,
  formatNotSupported: 0x040a,
  attributesNotSupported: 0x040b,
  serverInternalError: 0x0500,
  operationNotSupported: 0x0501,
  serviceUnavailable: 0x0502,
  deviceError: 0x0504,
  temporaryError: 0x0505,
  notAcceptingJobs: 0x0506,
  busy: 0x0507,
  jobCanceled: 0x0508,
} as const;

/** The first attribute of that name in any group with that tag. */
export function findAttribute(message: IppMessage, groupTag: number, name: string): IppAttribute | undefined {
  for (const group of message.groups) {
    if (group.tag !== groupTag) continue;
    const found = group.attributes.find((attribute) => attribute.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
