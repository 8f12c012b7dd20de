import { it } from "vitest";
import { startWebBench, away } from "./web-bench.ts";
it("explore", async () => {
  const b = await startWebBench();
  try {
  const page = await b.open("stand-in-trials");
  console.log(await page.url(), await b.state());
  for (const path of ["/ohjaus","/meta","/siirto?tapa=location","/kehykset","/skeemat?heti","/ikkunat?heti"]) {
    await b.trial(path); await new Promise(r=>setTimeout(r,1500));
    const s = await b.state();
    console.log(path, s.state, s.reason, s.refusedHost, s.canGoBack, JSON.stringify([...b.session.record.refusals]), away(b.site));
  }
  } finally { await b.stop(); }
}, 100000);
