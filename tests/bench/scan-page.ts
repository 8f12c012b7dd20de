import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startBoothUnderTest } from "../support/booth-under-test.ts";
import { LEAST_RUNS, measuredRow, unmeasuredRow, type Row } from "./row.ts";

const PLAN = { id: "scan-page", what: "A4 colour 300 dpi page → in the PDF, beyond scanimage's own time", unit: "ms", bar: "≤ 300" };

/** A page through the booth into a saved PDF, less what scanimage alone takes for the same page in the same minute. */
export async function scanPageRow(): Promise<Row> {
  const booth = await startBoothUnderTest();
  const rig = booth.booth.devices.rigs.scanner?.ready["configFolder"];
  if (typeof rig !== "string") {
    await booth.close();
    return unmeasuredRow(PLAN, "no scanner rig on this machine");
  }
  await booth.walkIn();
  const beyond: number[] = [];
  for (let run = 0; run < LEAST_RUNS; run++) {
    const alone = await scanimageAlone(rig);
    await booth.act({ type: "go", to: "scan" });
    await booth.screen("scan", (screen) => screen.stage === "setup" && screen.capabilities !== null);
    await booth.act({ type: "scan-options", options: { source: "flatbed", colour: "colour", resolution: 300 } });
    const began = performance.now();
    await booth.act({ type: "scan-start" });
    await booth.screen("scan", (screen) => screen.stage === "review" && screen.pages.length === 1, 60_000);
    const scanned = performance.now();
    await booth.act({ type: "scan-save" });
    const { documents } = await booth.screen("documents", undefined, 20_000);
    beyond.push(scanned - began - alone + (performance.now() - scanned));
    for (const document of documents) await booth.act({ type: "document-remove", documentId: document.id });
    await booth.act({ type: "original-taken" });
    await booth.act({ type: "go", to: "home" });
    await booth.screen("home");
  }
  await booth.close();
  return measuredRow(PLAN, beyond, 300, "p95", "rig: eSCL server over sane-airscan; looking at the booth every 25 ms is part of the figure");
}

async function scanimageAlone(configFolder: string): Promise<number> {
  const folder = mkdtempSync("/dev/shm/virtu-scanimage-");
  const began = performance.now();
  const args = ["--device-name=airscan:e0:Virtu rig", "--format=jpeg", "--mode=Color", "--resolution=300", "--source=Flatbed", "-x", "210", "-y", "297", "-o", join(folder, "page.jpg")];
  const child = spawn("scanimage", args, { stdio: "ignore", env: { ...process.env, LC_ALL: "C", SANE_CONFIG_DIR: configFolder } });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve).once("error", () => resolve(null)));
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`scanimage ended with ${String(code)}`);
  return performance.now() - began;
}
