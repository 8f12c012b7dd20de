import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWebBench, type WebBench } from "./web-bench.ts";
import { until } from "./until.ts";

/** Log-out addresses at the end of a visit (L02), with the cookies of the visit. */
describe("the end of a visit with embedded web", () => {
  let bench: WebBench;
  beforeAll(async () => {
    bench = await startWebBench();
  });
  afterAll(() => bench.stop());

  const called = () => bench.site.requests().filter(({ path }) => path.startsWith("/kirjaudu-ulos")).length;

  it("calls the addresses of the services that were used, hidden, and says how many", async () => {
    await bench.open("stand-in-bank");
    const done = await bench.peer.request("log-out", { serviceIds: ["stand-in-portal", "stand-in-bank", "stand-in-trials", "nobody"], limitMs: 3_000 });
    expect(done).toEqual({ ok: true, value: { called: 2, failed: 0 } });
    expect(called()).toBeGreaterThanOrEqual(2);
    await until(async () => (await bench.pages()).length === 1);
  });

  it("does not wait longer than it is told", async () => {
    bench.site.faults.logOut = "hangs";
    const from = performance.now();
    expect(await bench.peer.request("log-out", { serviceIds: ["stand-in-portal"], limitMs: 400 })).toEqual({ ok: true, value: { called: 0, failed: 1 } });
    expect(performance.now() - from).toBeLessThan(1_500);
    await until(async () => (await bench.pages()).length === 1);
  });
});
