import type {
  BarcodeScan, DeviceFinding, DeviceKind, DeviceSettings, DeviceStatus, PrinterCapabilities, PrintProgress, PrintRequest,
  ScannedPage, ScannerCapabilities, ScanRequest,
} from "../contract/devices.ts";
import type { Result } from "../contract/result.ts";
import type { Clock } from "./clock.ts";

/** What every adapter gets from the host. A kind that needs more (processes, HTTP, files) extends it with optional fields. */
export interface AdapterDeps {
  readonly clock: Clock;
}

/** Ends a subscription; calling it twice is harmless. */
export type Unsubscribe = () => void;

/**
 * One kind of device as the host sees it: what the four layers (port, codec, driver, supervisor) add up to. An adapter is
 * created from its settings, starts looking for its device at once, and goes on until `close`.
 *
 * No method throws and no promise rejects for anything that a device, a cable or a person can cause.
 */
export interface DeviceAdapter {
  readonly kind: DeviceKind;
  status(): DeviceStatus;
  /** Called at each change of {@link status}, never while subscribing. */
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  /** The numbered checks of the staff page, in the order of the contract's `check` words. */
  check(): Promise<DeviceFinding[]>;
  /** Stops every job, lets go of the device and leaves no timer, process or file behind. Calling it twice is harmless. */
  close(): Promise<void>;
}

export interface BarcodeAdapter extends DeviceAdapter {
  readonly kind: "barcode";
  onScan(listener: (scan: BarcodeScan) => void): Unsubscribe;
  /** A text that a keyboard-wedge reader typed into the shell; answered through {@link onScan} like any other code. */
  feed(text: string): Result<null>;
}

export interface ScanJobEvents {
  /** `page` 1-based; `fraction` 0..1, null where the scanner does not tell. */
  progress(page: number, fraction: number | null): void;
  /** The page's file is complete and will not be touched again. */
  page(page: ScannedPage): void;
}

export interface ScannerAdapter extends DeviceAdapter {
  readonly kind: "scanner";
  capabilities(): Promise<Result<ScannerCapabilities>>;
  /** Settles when the job has ended and its process is gone; errors are of `scannerErrorCodes`. */
  scan(request: ScanRequest, events: ScanJobEvents): Promise<Result<{ readonly pages: number }>>;
  /** An unknown or ended job is no error: what the caller wants is already so. */
  cancel(jobId: string): Promise<Result<null>>;
}

export interface PrinterAdapter extends DeviceAdapter {
  readonly kind: "printer";
  capabilities(): Promise<Result<PrinterCapabilities>>;
  /** Settles when the printer says that the job has ended; errors are of `printerErrorCodes`. */
  print(request: PrintRequest, onProgress: (progress: PrintProgress) => void): Promise<Result<{ readonly pagesDone: number | null }>>;
  /** An unknown or ended job is no error: what the caller wants is already so. */
  cancel(jobId: string): Promise<Result<null>>;
}

export type BarcodeFactory = (settings: DeviceSettings["barcode"], deps: AdapterDeps) => BarcodeAdapter;
export type ScannerFactory = (settings: DeviceSettings["scanner"], deps: AdapterDeps) => ScannerAdapter;
export type PrinterFactory = (settings: DeviceSettings["printer"], deps: AdapterDeps) => PrinterAdapter;
