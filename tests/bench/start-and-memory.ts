import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "../../scripts/run/root.ts";
import { virtualDisplay } from "../../scripts/run/display.ts";
import { startBoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { familyOf } from "../wipe/processes.ts";
import { bareElectron, pssOf, type BareElectron } from "./bare-electron.ts";
import { LEAST_RUNS, measuredRow, type Row } from "./row.ts";

/**
 * `npm start` of the booth against `npm start` of a bare window, by turns so that both meet the same machine. npm by itself takes nearly as
 * long as the bare window does: a window that is started without it is measured too, and stands in the note.
 */
export async function startRow(binary: string): Promise<Row> {
  const bare = bareElectron(binary);
  const display = await virtualDisplay({ width: 1920, height: 1080 });
  const ratios: number[] = [];
  const [ours, theirs, alone]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < LEAST_RUNS; run++) {
    const { startMs } = await bare.run(display.env, "npm start");
    alone.push((await bare.run(display.env, "itself")).startMs);
    const startOfBooth = await npmStart(display.env);
    ours.push(startOfBooth);
    theirs.push(startMs);
    ratios.push(startOfBooth / startMs);
  }
  await display.close();
  bare.close();
  const middle = (samples: readonly number[]): number => Math.round([...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0);
  return measuredRow(
    { id: "start", what: "npm start on a set-up machine → attract, against npm start of a bare Electron window", unit: "×", bar: "≤ 2.0" }, ratios, 2, "p50",
    `medians: booth ${middle(ours)} ms, bare window ${middle(theirs)} ms; without npm the bare window takes ${middle(alone)} ms (then ${(middle(ours) / middle(alone)).toFixed(2)} ×); without rigs (they stand in for hardware), same display`,
  );
}

async function npmStart(env: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now();
  const child = spawn("npm", ["start", "--silent", "--", "--no-rigs"], { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"], detached: true });
  const took = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.includes("The booth is open")) resolve(performance.now() - began);
    });
    child.once("exit", () => reject(new Error("npm start ended before the booth was open")));
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-(child.pid ?? 0), "SIGTERM");
  await gone;
  return took;
}

/** A fresh warm shell after each of many visits, against a fresh bare window. */
export async function memoryRow(binary: string): Promise<Row> {
  const bare: BareElectron = bareElectron(binary);
  const booth = await startBoothUnderTest({ rigs: false });
  const ratios: number[] = [];
  let notes = "";
  for (let run = 0; run < LEAST_RUNS; run++) {
    const shell = await until(() => booth.state().shown, "a shown shell");
    // Both at the same moment: how many share the runtime's pages decides what each is charged for.
    await bare.run(booth.booth.display.env, "itself", (pids) => {
      const [shellBytes, bareBytes] = [pssOf(familyOf(shell.pid)), pssOf(pids)];
      ratios.push(shellBytes / bareBytes);
      notes = `last run: shell ${Math.round(shellBytes / 1e6)} MB, bare window ${Math.round(bareBytes / 1e6)} MB PSS, both alive`;
    });
    await booth.walkIn();
    await booth.act({ type: "end-request" });
    await booth.act({ type: "end-confirm" });
    await booth.screen("thanks", (screen) => screen.receipt !== null);
    await booth.act({ type: "thanks-done" });
    await booth.screen("attract");
  }
  await booth.close();
  bare.close();
  return measuredRow({ id: "memory", what: "memory of a shell, against the bare window (PSS)", unit: "×", bar: "≤ 1.5" }, ratios, 1.5, "p50", notes);
}
