import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseDevice, modelName, parseDeviceList, presenceCheck, type SaneDevice } from "./sane-devices.ts";

const recorded = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const device = (name: string, more: Partial<SaneDevice> = {}): SaneDevice => ({ name, vendor: "V", model: "M", type: "flatbed scanner", ...more });

describe("list of devices", () => {
  it("reads what scanimage prints for the test backend", () => {
    expect(parseDeviceList(recorded("list-test-backend.txt"))).toEqual([
      { name: "test:0", vendor: "Noname", model: "frontend-tester", type: "virtual device" },
      { name: "test:1", vendor: "Noname", model: "frontend-tester", type: "virtual device" },
    ]);
  });

  it("reads what scanimage prints for sane-airscan", () => {
    expect(parseDeviceList(recorded("list-airscan.txt"))).toEqual([
      { name: "airscan:e0:Virtu rig", vendor: "eSCL", model: "Virtu rig", type: "ip=127.0.0.1" },
    ]);
  });

  it("is empty for no output", () => {
    expect(parseDeviceList("")).toEqual([]);
  });

  it("keeps bars, quotes and hyphens of a name, and leaves out names with control characters", () => {
    const list = `--help\u001fA|B\u001fC"D\u001fscanner\u001e\nbad\u0007\u001fv\u001fm\u001ft\u001e\n`;
    expect(parseDeviceList(list)).toEqual([{ name: "--help", vendor: "A|B", model: 'C"D', type: "scanner" }]);
  });

  it("never throws and stays within its bounds, whatever comes", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("\u001e", "\u001f", "\n", "a", "|", "\u0000", "é"), maxLength: 4_000 }), (text) => {
      const devices = parseDeviceList(text);
      expect(devices.length).toBeLessThanOrEqual(64);
      for (const { name } of devices) expect(name.length).toBeLessThanOrEqual(200);
    }));
  });
});

describe("choice of a device", () => {
  it("takes the first that is a scanner, not the booth's camera", () => {
    const list = [device("v4l:/dev/video0", { type: "virtual device" }), device("gphoto2:x", { type: "still camera" }), device("pixma:04A9")];
    expect(chooseDevice(list, null)?.name).toBe("pixma:04A9");
    expect(chooseDevice(list.slice(0, 2), null)).toBeNull();
  });

  it("takes the configured one, also after it was plugged in again elsewhere", () => {
    const list = [device("pixma:04A9"), device("genesys:libusb:001:009")];
    expect(chooseDevice(list, "pixma:04A9")?.name).toBe("pixma:04A9");
    expect(chooseDevice(list, "genesys:libusb:001:004")?.name).toBe("genesys:libusb:001:009");
    expect(chooseDevice(list, "genesys:libusb2")).toBeNull();
  });

  it("sees presence by a file, by opening or by the list", () => {
    expect(presenceCheck("genesys:libusb:001:004")).toEqual({ kind: "usb-file", path: "/dev/bus/usb/001/004" });
    expect(presenceCheck("airscan:e0:Desk").kind).toBe("open");
    expect(presenceCheck("net:127.0.0.1:test:0").kind).toBe("open");
    expect(presenceCheck("pixma:04A9_12").kind).toBe("list");
    expect(presenceCheck("x:libusb:../:../").kind).toBe("list");
  });

  it("does not say the vendor twice", () => {
    expect(modelName(device("x", { vendor: "Canon", model: "Canon LiDE 400" }))).toBe("Canon LiDE 400");
    expect(modelName(device("x", { vendor: "Epson", model: "DS-1660W" }))).toBe("Epson DS-1660W");
  });
});
