import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { billErrorCodeSchema, billSchema } from "../../src/contract/bill.ts";
import { protocols } from "./protocols.ts";

const script = fileURLToPath(new URL("../decode.mjs", import.meta.url));
const decode = (args: string[], input = "") => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { input, encoding: "utf8", timeout: 20_000 });
  return { status, stderr, printed: stdout === "" ? null : JSON.parse(stdout) as Record<string, unknown> };
};

const code = "479440520200360820048831500000000868516259619897100612";
const qr = "BCD\\n001\\n1\\nSCT\\nOKOYFIHH\\nAsiakas T. Meikäläinen\\nFI7944052020036082\\nEUR158.24\\n\\nRF07663321328510";

describe("npm run decode", () => {
  it("prints a bill and ends with 0", () => {
    const { status, printed } = decode(["bill", code]);
    expect(status).toBe(0);
    expect(printed?.["ok"]).toBe(true);
    expect(billSchema.parse(printed?.["bill"])).toMatchObject({ amountCents: 488_315, virtualBarCode: code });
  });

  it("takes spaces that the shell has split, written line ends, and standard input", () => {
    expect(decode(["bill", ...(code.match(/.{1,6}/g) ?? [])])).toEqual(decode(["bill", code]));
    expect(billSchema.parse(decode(["bill", qr]).printed?.["bill"])).toMatchObject({ source: "qr", payeeName: "Asiakas T. Meikäläinen" });
    expect(decode(["bill", "-"], `\x02]C0${code}\x03\r\n`)).toEqual(decode(["bill", code]));
  });

  it("prints the coded error and ends with 1", () => {
    const { status, printed, stderr } = decode(["bill", code.replace("4794", "4795")]);
    expect({ status, printed, stderr }).toEqual({ status: 1, printed: { ok: false, error: { code: "bill/iban" } }, stderr: "" });
    expect(billErrorCodeSchema.safeParse("bill/iban").success).toBe(true);
  });

  it.each([[[]], [["telegram", code]], [["bill"]]])("called with %j it says how, names every protocol, and ends with 2", (args) => {
    const { status, printed, stderr } = decode(args);
    expect(status).toBe(2);
    expect(printed).toBeNull();
    for (const { name } of protocols) expect(stderr).toContain(name);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    ["scale-hid", "03 04 03 FF D5 02", { kind: "weight", value: 72.5, unit: "kg" }],
    ["scale-st-gs", "53542C47532C2B3031312E3132306B670D0A", { kind: "weight", value: 11.12, unit: "kg" }],
    ["bp-ua-767", "38 30 34 43 34 43 34 39 36 30", { kind: "blood-pressure", systolic: 152, diastolic: 76, mean: 96, pulse: 73 }],
    ["oximeter-nonin-13", "00 02 00 0D 00 0E 20 26 11 21 10 15 30 00 02 00 00 48 00 61 78 03", { kind: "oxygen", saturation: 97, pulse: 72 }],
    ["oximeter-contec-new", "0x01 0xE0 0x85 0xB3 0x96 0xC1 0xE1 0xFF 0xFF", { kind: "oxygen", saturation: 97, pulse: 65 }],
    ["ble-2a35", "16 7F 00 4C 00 61 00 EA 07 0B 15 17 0C 00 4E 00 00 00", { kind: "blood-pressure", systolic: 127, diastolic: 76, pulse: 78 }],
  ])("prints what %s says in a dump of hexadecimal digits", (protocol, dump, measured) => {
    const { status, printed } = decode([protocol, dump]);
    expect(status).toBe(0);
    expect(printed?.["samples"]).toContainEqual(expect.objectContaining({ sample: "value", measured: expect.objectContaining(measured) as unknown }));
  });

  it.each([["03 04 0", "measure/not-hex"], ["hello", "measure/not-hex"], ["FF FF FF", "measure/no-frame"]])("refuses the dump %j with %s", (dump, error) => {
    expect(decode(["scale-hid", dump])).toMatchObject({ status: 1, printed: { ok: false, error: { code: error } } });
  });
});
