import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greetingAnswer, readGreeting, readRequest, requestAnswer, type SocksRead } from "./socks.ts";

const bytes = (text: string) => Uint8Array.from(text.split(" ").map((pair) => Number.parseInt(pair, 16)));

describe("SOCKS 5 as Chromium speaks it", () => {
  it("greets: no authentication, or it is not for us", () => {
    expect(readGreeting(bytes("05 01 00"))).toEqual({ state: "read", value: true, used: 3 });
    expect(readGreeting(bytes("05 02 02 01"))).toEqual({ state: "read", value: false, used: 4 });
    expect(readGreeting(bytes("04 01 00"))).toEqual({ state: "bad" });
    expect([...greetingAnswer(true)]).toEqual([5, 0]);
    expect([...greetingAnswer(false)]).toEqual([5, 0xff]);
  });

  it.each([
    ["05 01 00 03 04 61 2e 66 69 01 bb", { host: "a.fi", port: 443 }], ["05 01 00 01 7f 00 00 01 00 50", { host: "127.0.0.1", port: 80 }],
    ["05 01 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 1f 90", { host: "0:0:0:0:0:0:0:1", port: 8080 }], ["05 01 00 03 05 5b 3a 3a 31 5d 00 50", { host: "::1", port: 80 }],
  ])("reads the request %s", (given, value) => {
    const message = bytes(given);
    expect(readRequest(message)).toEqual({ state: "read", value, used: message.length });
  });

  it.each(["05 02 00 03 01 61 00 50", "05 03 00 01 7f 00 00 01 00 50", "05 01 00 09 01 61 00 50", "05 01 00 03 00 00 50", "05 01 00 03 02 61 00 00 50", "05 01 00 03 01 61 00 00", "04 01"])("refuses %s", (given) => {
    expect(readRequest(bytes(given))).toEqual({ state: "bad" });
  });

  it("answers with a code and no address", () => {
    expect([...requestAnswer("not-allowed")]).toEqual([5, 2, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it("asks for more until all is there, and never throws", () => {
    const whole = bytes("05 01 00 03 04 61 2e 66 69 01 bb");
    for (let i = 0; i < whole.length; i += 1) expect(readRequest(whole.subarray(0, i))).toEqual({ state: "more" });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (given) => {
      for (const read of [readGreeting, readRequest] as ((bytes: Uint8Array) => SocksRead<unknown>)[]) {
        const message = read(given);
        if (message.state === "read") expect(message.used).toBeLessThanOrEqual(given.length);
      }
    }));
  });
});
