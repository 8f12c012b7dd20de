import { describe, expect, it } from "vitest";
import { stateNames, waysInto } from "../testing/states.ts";
import { testBill, visitAtHome } from "../testing/test-visit.ts";

describe("bill", () => {
  it.each(stateNames.filter((name) => name !== "bill waiting"))("a bar code is forgotten while nobody waits for one: %s", async (state) => {
    const visit = await waysInto(state);
    const before = visit.shown();
    await visit.send({ type: "barcode.scan", scan: { kind: "bill", bill: { ...testBill, iban: "FI2112345600000785" } } });
    expect(visit.snapshot()).toMatchObject(before);
    expect(visit.memory()).not.toContain("FI2112345600000785");
    await visit.refuses({ type: "wedge-text", text: "4".repeat(54) });
    expect(visit.fed).toEqual([]);
  });

  it("shows a checked bill, and takes it to the bank", async () => {
    const visit = await waysInto("bill checked");
    expect(visit.screen()).toEqual({ name: "bill", stage: "checked", bill: testBill, code: null });
    await visit.refuses({ type: "bill-bank", serviceId: "test-kela" });
    await visit.act({ type: "bill-bank", serviceId: "test-bank" });
    expect(visit.screen()).toEqual({ name: "web", serviceId: "test-bank", opening: 1, bill: testBill });
    await visit.act({ type: "back" });
    expect(visit.screen()).toMatchObject({ name: "bill", stage: "checked" });
    expect(visit.events).toContainEqual({ event: "bill", outcome: "checked" });
  });

  it("says which part is wrong, and passes nothing on", async () => {
    const visit = await waysInto("bill rejected");
    expect(visit.screen()).toEqual({ name: "bill", stage: "rejected", bill: null, code: "bill/reference" });
    await visit.refuses({ type: "bill-bank", serviceId: "test-bank" });
    await visit.act({ type: "bill-again" });
    expect(visit.screen()).toMatchObject({ stage: "waiting", code: null });
  });

  it("a second code in review is not taken", async () => {
    const visit = await waysInto("bill checked");
    await visit.send({ type: "barcode.scan", scan: { kind: "rejected", code: "bill/length" } });
    expect(visit.screen()).toMatchObject({ stage: "checked", bill: testBill });
  });

  it("forgets the bill when she goes elsewhere", async () => {
    const visit = await waysInto("bank with bill");
    await visit.act({ type: "go", to: "home" });
    await visit.act({ type: "go", to: "bill" });
    expect(visit.screen()).toMatchObject({ stage: "waiting", bill: null });
    await visit.act({ type: "go", to: "home" });
    await visit.act({ type: "web-open", serviceId: "test-bank" });
    expect(visit.screen()).toMatchObject({ bill: null });
  });

  it("a wedge reader's text goes to the device host's own codec", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "go", to: "bill" });
    await visit.act({ type: "wedge-text", text: "479440520200360820048831500000000868516259619897100612" });
    expect(visit.fed).toEqual(["479440520200360820048831500000000868516259619897100612"]);
  });
});
