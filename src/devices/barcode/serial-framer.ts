import { isPaymentQrTag, mostCodeBytes, textOfBytes } from "./code-text.ts";
import type { CodeAssembler, ReadCode } from "./reader.ts";

const CR = 0x0d;
const LF = 0x0a;
const STX = 0x02;
const ETX = 0x03;

/** A reader sends a code in one go; 100 ms of silence are its end, even at 9600 baud behind a USB bridge that waits 16 ms. */
export const serialIdleMs = 100;

/**
 * Finds codes in a serial reader's bytes. Readers end a code with CR, LF or both, frame it with STX … ETX, or with nothing
 * (then silence is the end). A payment QR has line ends inside it: once its first line is seen, only silence or ETX ends it.
 */
export class SerialFramer implements CodeAssembler {
  #held: number[] = [];
  /** A payment QR is being collected. */
  #inQr = false;
  /** More came than any code has: everything up to the next silence is thrown away. */
  #flooded = false;

  push(piece: Uint8Array): ReadCode[] {
    const codes: ReadCode[] = [];
    for (const byte of piece) {
      const code = this.#take(byte);
      if (code !== null) codes.push(code);
    }
    return codes;
  }

  flush(): ReadCode[] {
    const codes = this.#held.length > 0 ? [this.#complete()] : [];
    this.reset();
    return codes;
  }

  pending(): boolean {
    return this.#held.length > 0 || this.#flooded;
  }

  reset(): void {
    this.#held = [];
    this.#inQr = false;
    this.#flooded = false;
  }

  #take(byte: number): ReadCode | null {
    if (this.#flooded) return null;
    if ((byte === CR || byte === LF) && !this.#inQr) {
      if (this.#held.length === 0) return null;
      if (!isPaymentQrTag(Uint8Array.from(this.#held))) return this.#complete();
      this.#inQr = true;
    }
    if (this.#held.length === mostCodeBytes) {
      this.reset();
      this.#flooded = true;
      return { kind: "damaged" };
    }
    this.#held.push(byte);
    return byte === ETX && this.#held[0] === STX ? this.#complete() : null;
  }

  #complete(): ReadCode {
    const text = textOfBytes(Uint8Array.from(this.#held));
    this.reset();
    return { kind: "text", text };
  }
}
