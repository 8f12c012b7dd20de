import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
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
    beyond.push((await scanAndSave(booth)) - alone);
    const { documents } = await booth.screen("documents", undefined, 20_000);
    for (const document of documents) await booth.act({ type: "document-remove", documentId: document.id });
    await booth.act({ type: "original-taken" });
    await booth.act({ type: "go", to: "home" });
    await booth.screen("home");
  }
  await booth.close();
  return measuredRow(PLAN, beyond, 300, "p95", "rig: eSCL server over sane-airscan; scanimage alone takes the same page in the same minute");
}

/** From *Scan* to the page among the pages, and from *Save* to the PDF in My documents; seen in the page itself, as a person sees it. ms. */
async function scanAndSave(booth: BoothUnderTest): Promise<number> {
  const { epoch } = await booth.snapshot();
  return await (await booth.screens()).evaluate(async (at) => {
    type Seen = { readonly push?: string; readonly snapshot?: { readonly screen: { readonly name: string; readonly stage?: string; readonly pages?: readonly unknown[] } } };
    const seen = (fits: (screen: NonNullable<Seen["snapshot"]>["screen"]) => boolean): Promise<number> =>
      new Promise((resolve) => {
        const stop = window.virtu.onPush((raw) => {
          const { push, snapshot } = raw as Seen;
          if (push !== "snapshot" || snapshot === undefined || !fits(snapshot.screen)) return;
          stop();
          resolve(performance.now());
        });
      });
    const timed = async (type: string, fits: Parameters<typeof seen>[0]): Promise<number> => {
      const began = performance.now();
      const there = seen(fits);
      await window.virtu.invoke("act", { epoch: at, action: { type } });
      return (await there) - began;
    };
    return (await timed("scan-start", ({ name, stage, pages }) => name === "scan" && stage === "review" && pages?.length === 1)) + (await timed("scan-save", ({ name }) => name === "documents"));
  }, epoch);
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
