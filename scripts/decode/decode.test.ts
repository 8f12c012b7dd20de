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
});
