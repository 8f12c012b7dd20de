import { looksLikePaymentQr } from "./payment-qr.ts";

/** Nothing a citizen holds under the reader is longer: a payment QR has at most 331 bytes, a bank bar code 54. */
export const mostCodeBytes = 512;

/** Line 3 of a payment QR code names the character set of its bytes (EPC069-12 v2.1). */
const charsets: Readonly<Record<string, string>> = {
  "1": "utf-8", "2": "iso-8859-1", "3": "iso-8859-2", "4": "iso-8859-4", "5": "iso-8859-5", "6": "iso-8859-7", "7": "iso-8859-10", "8": "iso-8859-15",
};

/** STX and AIM identifier, which some readers put before the code. */
const prefix = /^\x02?(?:\][A-Za-z][0-9A-Za-z])?/;

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** A line, held against the payment QR's first one. */
export const isPaymentQrTag = (line: Uint8Array): boolean => latin1(line).replace(prefix, "") === "BCD";

/**
 * The text of a code's bytes. A payment QR is read in the character set that it names; bytes that do not fit it become
 * U+FFFD, which the bill codec refuses. Everything else is taken byte for byte.
 */
export function textOfBytes(bytes: Uint8Array): string {
  const plain = latin1(bytes);
  const content = plain.replace(prefix, "");
  if (!looksLikePaymentQr(content)) return plain;
  const charset = charsets[content.split(/\r\n|\r|\n/, 3)[2]?.trim() ?? ""];
  return charset === undefined ? plain : new TextDecoder(charset).decode(bytes);
}
