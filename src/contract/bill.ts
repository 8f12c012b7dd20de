import { z } from "zod";

/**
 * A bill as read from a Finnish bank bar code (version 4 or 5) or a payment QR code, every check passed.
 * Sources: Finance Finland, bank bar code guide v5.3; EPC069-12 v2.1 with Finance Finland's QR guideline (2015).
 */
export const billSchema = z.strictObject({
  source: z.enum(["bar-code-4", "bar-code-5", "qr"]),
  /** Without spaces, e.g. `FI7944052020036082`. */
  iban: z.string().regex(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$/),
  /** Integer cents of EUR; null: the payer decides the amount. */
  amountCents: z.int().min(1).max(99_999_999_999).nullable(),
  reference: z
    .discriminatedUnion("kind", [
      /** Finnish national reference (7-3-1 check), no leading zeros. */
      z.strictObject({ kind: z.literal("national"), value: z.string().regex(/^[0-9]{4,20}$/) }),
      /** ISO 11649 creditor reference, e.g. `RF09868516259619897`. */
      z.strictObject({ kind: z.literal("rf"), value: z.string().regex(/^RF[0-9]{2}[A-Z0-9]{1,21}$/) }),
    ])
    .nullable(),
  /** Free text of a QR bill that has no reference. */
  message: z.string().max(140).nullable(),
  /** `YYYY-MM-DD`; null: no due date. */
  dueDate: z.iso.date().nullable(),
  /** Only a QR code names the payee. */
  payeeName: z.string().max(70).nullable(),
  /** The 54 digits for a bank's bar-code field; null for a QR bill that does not fit one. */
  virtualBarCode: z.string().regex(/^[45][0-9]{53}$/).nullable(),
  /** Things a person should look at although every mandatory check passed. */
  warnings: z.array(z.enum(["rf-body-check", "foreign-iban", "amount-beyond-bar-code", "due-date-passed"])),
});
export type Bill = z.infer<typeof billSchema>;

/** What is wrong with a text that wanted to be a bill: one code for each part a person can compare with the paper. */
export const billErrorCodes = [
  "bill/empty",
  "bill/not-a-bill",
  "bill/length",
  "bill/not-digits",
  "bill/version",
  "bill/iban",
  "bill/amount",
  "bill/reserve",
  "bill/reference",
  "bill/due-date",
  "bill/control-characters",
  "bill/qr-structure",
  "bill/qr-version",
  "bill/qr-charset",
  "bill/qr-payee",
  "bill/qr-currency",
  "bill/qr-too-long",
] as const;
export const billErrorCodeSchema = z.enum(billErrorCodes);
export type BillErrorCode = z.infer<typeof billErrorCodeSchema>;
