import { startBoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { measuredRow, type Row } from "./row.ts";

/** A touch goes down on a tile: how long until the next screen is painted, the way over the session process and back included. */
export async function touchRow(): Promise<Row> {
  const booth = await startBoothUnderTest({ rigs: false });
  await booth.walkIn();
  const samples: number[] = [];
  for (let run = 0; run < 40; run++) {
    const page = await booth.screens();
    const target = page.locator("main button").first();
    const box = await target.boundingBox();
    if (box === null) break;
    await page.evaluate(() => {
      delete document.documentElement.dataset["touchMs"];
      addEventListener("pointerdown", (event) => {
        const began = event.timeStamp;
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(() => requestAnimationFrame((at) => (document.documentElement.dataset["touchMs"] = String(at - began))));
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      }, { once: true, capture: true });
    });
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    samples.push(Number(await until(() => page.evaluate(() => document.documentElement.dataset["touchMs"] ?? null), "the frame after the touch")));
    await booth.act({ type: "go", to: "home" });
    await booth.screen("home");
  }
  await booth.close();
  return measuredRow({ id: "touch", what: "touch → paint on our screens", unit: "ms", bar: "p95 ≤ 100" }, samples, 100, "p95", "from the pointer event's own time to the frame after the first change");
}
