import type { MeasureCodec } from "../../contract/reading.ts";
import { decodeBloodPressureMeasurement } from "./blood-pressure-measurement.ts";
import { notificationCodec } from "./notification.ts";
import { decodeOxygenContinuous } from "./oxygen-continuous.ts";
import { decodeOxygenSpotCheck } from "./oxygen-spot-check.ts";
import type { Delivery } from "./session-record.ts";
import { decodeWeightMeasurement } from "./weight-measurement.ts";

/** A characteristic that is read as a protocol of its own. One push to its codec is one notification or indication. */
export interface BluetoothProtocol {
  readonly name: string;
  /** What it reads, in a line for whoever lists the protocols. */
  readonly reads: string;
  /** For `belongsToSession`. */
  readonly delivery: Delivery;
  create(): MeasureCodec;
}

/** The standard characteristics that carry measurements, by their 16-bit UUID (Bluetooth Assigned Numbers). */
export const bluetoothProtocols: readonly BluetoothProtocol[] = [
  {
    name: "ble-2a35",
    reads: "Bluetooth LE Blood Pressure Measurement (service 0x1810)",
    delivery: "record",
    create: () => notificationCodec(decodeBloodPressureMeasurement),
  },
  {
    name: "ble-2a9d",
    reads: "Bluetooth LE Weight Measurement (service 0x181D)",
    delivery: "record",
    create: () => notificationCodec(decodeWeightMeasurement),
  },
  {
    name: "ble-2a5e",
    reads: "Bluetooth LE PLX Spot-Check Measurement (service 0x1822)",
    delivery: "record",
    create: () => notificationCodec(decodeOxygenSpotCheck),
  },
  {
    name: "ble-2a5f",
    reads: "Bluetooth LE PLX Continuous Measurement (service 0x1822)",
    delivery: "stream",
    create: () => notificationCodec(decodeOxygenContinuous),
  },
];
