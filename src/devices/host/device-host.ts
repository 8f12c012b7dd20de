import { createBarcode } from "../barcode/barcode-adapter.ts";
import { createPrinter } from "../printer/printer-adapter.ts";
import { startProgram } from "../../program/program.ts";
import { createScanner } from "../scanner/scanner-adapter.ts";
import { runDeviceHost } from "./device-host-process.ts";

/** Entry of the device host: forked by the session process, on Node 24, with an IPC channel. */
startProgram(() => runDeviceHost({ barcode: createBarcode, scanner: createScanner, printer: createPrinter }));
