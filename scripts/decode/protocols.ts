import { decodeBill } from "../../src/devices/barcode/bill-codec.ts";
import { systemClock } from "../../src/devices/clock.ts";
import { measureProtocols } from "./measure.ts";

/** What a decoder prints; `ok` decides the exit code. */
export type Decoded = { readonly ok: true; readonly [what: string]: unknown } | { readonly ok: false; readonly error: { readonly code: string } };

export interface Protocol {
  readonly name: string;
  /** One line for the usage text. */
  readonly reads: string;
  decode(text: string): Decoded;
}

/** Every protocol that support staff can have decoded. A new device adds a line here. */
export const protocols: readonly Protocol[] = [
  {
    name: "bill",
    reads: "a bank bar code's 54 digits (version 4 or 5) or a payment QR code's text",
    decode: (text) => {
      const bill = decodeBill(text, { date: systemClock.today() });
      return bill.ok ? { ok: true, bill: bill.value } : { ok: false, error: { code: bill.error.code } };
    },
  },
  ...measureProtocols,
];
