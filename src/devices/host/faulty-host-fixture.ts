import { createFakeDevices, factoriesOf } from "./fake-adapters.ts";
import { runDeviceHost } from "./device-host-process.ts";

/**
 * A device host whose bar-code driver dies in the way that the fed word says, for the tests that restart hosts: `throw` throws
 * out of band, `reject` leaves a rejection unhandled, `spin` never returns.
 */
const devices = createFakeDevices();
runDeviceHost(factoriesOf({
  ...devices,
  barcode: {
    ...devices.barcode,
    feed: (text) => {
      if (text === "throw") setImmediate(() => { throw new RangeError("a driver's bug, with 4794405202 in it"); });
      if (text === "reject") void Promise.reject(new TypeError("a driver's bug, with 4794405202 in it"));
      while (text === "spin");
      return devices.barcode.feed(text);
    },
  },
}));
