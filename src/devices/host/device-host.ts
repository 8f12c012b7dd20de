import { createBarcode } from "../barcode/barcode-adapter.ts";
import { runDeviceHost } from "./device-host-process.ts";

const notThere = (): never => {
  throw new Error("no adapter of this kind");
};

/** Entry of the device host: forked by the session process, on Node 24, with an IPC channel. */
runDeviceHost({ barcode: createBarcode, scanner: notThere, printer: notThere });
