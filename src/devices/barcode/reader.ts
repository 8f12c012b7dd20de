import type { DeviceStatus } from "../../contract/devices.ts";
import type { Unsubscribe } from "../adapter.ts";

/** One code as the reader's electronics gave it: text, or bytes that no code is made of (a flood, a broken report). */
export type ReadCode = { readonly kind: "text"; readonly text: string } | { readonly kind: "damaged" };

/** Layer one: a bar-code reader, whatever wire it hangs on. Nothing is ever written to it but what its manual asks for. */
export interface BarcodeReader {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  onCode(listener: (code: ReadCode) => void): Unsubscribe;
  /** Looks for the reader at once, whatever the wait; answers when it is known how that went. */
  lookAgain(): Promise<DeviceStatus>;
  close(): Promise<void>;
}

/** Layer two: makes codes of the pieces that a transport delivers. Holds no timer; the driver tells when the reader fell silent. */
export interface CodeAssembler {
  /** Takes one chunk or report and answers the codes that it completed. */
  push(piece: Uint8Array): ReadCode[];
  /** The reader fell silent: what is held is a code without suffix, or the rest of a broken one. */
  flush(): ReadCode[];
  /** Whether anything is held that silence would complete. */
  pending(): boolean;
  /** Forgets what is held. */
  reset(): void;
}
