import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deviceStatusSchema } from "../../contract/devices.ts";
import type { DeviceStatus } from "../../contract/devices.ts";
import type { BarcodeReader, ReadCode } from "./reader.ts";

/** One bar-code reader, or what stands for it, as the contract handles it. */
export interface ReaderBench {
  readonly reader: BarcodeReader;
  /** Holds a code under the reader; settles when the reader has sent it. */
  scan(code: string): Promise<void>;
  /** The reader sends the first part of a code and no more. */
  scanHalf(code: string): Promise<void>;
  /** Sends more than any code has. */
  flood(): Promise<void>;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  /** Lets time pass and transports work until `done`; the test times out when that never comes. */
  until(done: () => boolean): Promise<void>;
  /** Lets as much time pass as ends any code. */
  silence(): Promise<void>;
  /** Drops the reader and makes the attempts to open it fail, or work again. */
  refuse(refused: boolean): Promise<void>;
  close(): Promise<void>;
}

const bankBarCode = "479440520200360820048831500000000868516259619897100612";
const paymentQr = [
  "BCD", "001", "1", "SCT", "OKOYFIHH", "Asiakas T. Meikäläinen", "FI7944052020036082", "EUR158.24", "", "RF07663321328510", "",
  "ReqdExctnDt/2014-01-22",
].join("\n");

/** Ends and prefixes are the bill codec's business. */
const bare = (code: ReadCode | undefined): string | undefined =>
  code?.kind === "text" ? code.text.trim().replace(/^\][A-Za-z][0-9]/, "") : code?.kind;

/** What every reader does, whatever wire it hangs on. Run against each rig and the fake. */
export function describeReader(name: string, plugInBench: () => Promise<ReaderBench>): void {
  describe(`bar-code reader: ${name}`, () => {
    let bench: ReaderBench;
    let codes: ReadCode[];
    let states: DeviceStatus["state"][];

    const reaches = (state: DeviceStatus["state"]) => bench.until(() => bench.reader.status().state === state);
    const reads = async (code: string) => {
      const before = codes.length;
      await bench.scan(code);
      await bench.until(() => codes.length > before);
      expect(bare(codes.at(-1))).toBe(code);
    };

    beforeEach(async () => {
      bench = await plugInBench();
      codes = [];
      states = [];
      bench.reader.onCode((code) => codes.push(code));
      bench.reader.onStatus((status) => {
        deviceStatusSchema.parse(status);
        states.push(status.state);
      });
      await reaches("ready");
    });
    afterEach(() => bench.close());

    it("reads a bank bar code and a payment QR code, each as one", async () => {
      await reads(bankBarCode);
      await reads(paymentQr);
      await reads(bankBarCode);
      expect(codes).toHaveLength(3);
    });

    it("throws a flood away, says so once, and reads on", async () => {
      await bench.flood();
      await bench.until(() => codes.length > 0);
      expect(codes).toEqual([{ kind: "damaged" }]);
      await bench.silence();
      await reads(bankBarCode);
    });

    it("ready, unplugged, replugged: reads again without a restart", async () => {
      await bench.unplug();
      await reaches("absent");
      expect(states.slice(-4)).toEqual(["lost", "backing-off", "connecting", "absent"]);
      expect(bench.reader.status().losses).toBe(1);
      await bench.replug();
      await reaches("ready");
      await reads(bankBarCode);
    });

    it("unplugged in the middle of a code: the half is never joined to another", async () => {
      await bench.scanHalf(bankBarCode);
      await bench.unplug();
      await reaches("absent");
      await bench.replug();
      await reaches("ready");
      await reads(bankBarCode);
      expect(codes.filter((code) => bare(code) === bankBarCode)).toHaveLength(1);
    });

    it("replugged while it is still backing off from the loss", async () => {
      await bench.unplug();
      await reaches("backing-off");
      await bench.replug();
      await reaches("ready");
      await reads(paymentQr);
    });

    it("refused until given up, then unplugged, then plugged in: reads again", async () => {
      await bench.refuse(true);
      await reaches("given-up");
      expect(bench.reader.status().error).not.toBeNull();
      await bench.unplug();
      await reaches("absent");
      await bench.refuse(false);
      await bench.replug();
      await reaches("ready");
      await reads(bankBarCode);
    });

    it("given up, mended, and a person looks again: no wait", async () => {
      await bench.refuse(true);
      await reaches("given-up");
      await bench.refuse(false);
      expect((await bench.reader.lookAgain()).state).toBe("ready");
      await reads(bankBarCode);
    });

    it("says nothing any more once it is closed", async () => {
      await bench.reader.close();
      await bench.scan(bankBarCode);
      await bench.silence();
      expect(codes).toEqual([]);
    });
  });
}
