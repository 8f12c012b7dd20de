import type { DeviceStatus } from "../contract/devices.ts";
import type { CodedError } from "../contract/result.ts";
import type { Clock } from "./clock.ts";

export type DeviceReason = DeviceStatus["reasons"][number];
export type DeviceReality = DeviceStatus["reality"];

/** A device that answers. Made by {@link DeviceDriver.open}, closed exactly once, by the supervisor only. */
export interface DeviceLink {
  /** Model and firmware as the device says it, never a serial number. */
  readonly model: string | null;
  /** What needs mending now, most urgent first. Later changes come through {@link LinkEvents.reasons}. */
  readonly reasons: readonly DeviceReason[];
  /** Told when work begins and ends, e.g. so that a status poll keeps quiet while the scanner's arm moves. */
  setBusy?(busy: boolean): void;
  close(): Promise<void>;
}

/** What a link says unasked. Everything said after the supervisor has let go of the link is ignored. */
export interface LinkEvents {
  /** The device went away. The supervisor closes the link and looks for the device again. */
  lost(error: CodedError): void;
  reasons(reasons: readonly DeviceReason[]): void;
}

export type OpenOutcome<L extends DeviceLink> =
  | { readonly kind: "open"; readonly link: L }
  /** Nothing is plugged in or listening. No fault: the supervisor looks again at a steady pace and counts nothing. */
  | { readonly kind: "absent" }
  /** Something is there but refuses; counts as a failure, so the waits grow and in the end the supervisor gives up. */
  | { readonly kind: "failed"; readonly error: CodedError; readonly reason?: DeviceReason };

/** Layer three: how one device is reached. `signal` aborts when the supervisor closes or its patience ends. */
export interface DeviceDriver<L extends DeviceLink> {
  open(events: LinkEvents, signal: AbortSignal): Promise<OpenOutcome<L>>;
}

/**
 * A device without a connection (a CLI, an HTTP printer) is watched by asking it again and again. `probe` answers within
 * its own time limit; a late answer counts as `failed`.
 */
export type ProbeOutcome =
  | { readonly kind: "there"; readonly model: string | null; readonly reasons: readonly DeviceReason[] }
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly error: CodedError; readonly reason?: DeviceReason };

export interface ProbeOptions {
  probe(signal: AbortSignal): Promise<ProbeOutcome>;
  readonly clock: Clock;
  /** Pause between the end of one probe and the start of the next, ms. */
  readonly everyMs: number;
  /** Consecutive probes that must find nothing before the device counts as lost; one dropped answer is not an unplugged cable. */
  readonly missesUntilLost: number;
  /** Whether probing goes on while work runs. */
  readonly whileBusy: "probe" | "pause";
}
