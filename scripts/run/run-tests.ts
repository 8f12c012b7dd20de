import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "./root.ts";

/** `npm test`: types, lint, rooms, unit tests, end-to-end tests; `npm test -- unit` runs one of them. Ends with "N passed, N failed". */

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** Where Vitest leaves its counts; a step without counts as one check. */
  readonly counts: string | null;
}

const bin = (path: string): string => join(root, "node_modules", path);
const out = join(root, "out/test");
const types = (project: string): Step => ({ name: `types (${project})`, args: [bin("typescript/bin/tsc"), "-p", join(root, project)], counts: null });
const vitest = (name: string, projects: readonly string[]): Step => ({
  name: `${name} tests`,
  args: [bin("vitest/vitest.mjs"), "run", ...projects.flatMap((project) => ["--project", project]), "--reporter=default", "--reporter=json", `--outputFile.json=${join(out, `${name}.json`)}`],
  counts: join(out, `${name}.json`),
});

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  types: ["tsconfig.json", "tsconfig.tests.json", "src/main/tsconfig.json", "src/renderer/tsconfig.json"].map(types),
  lint: [
    { name: "lint", args: [bin("eslint/bin/eslint.js"), "--max-warnings", "0", "."], counts: null },
    { name: "rooms", args: [bin("dependency-cruiser/bin/dependency-cruiser.mjs"), "src", "--config", join(root, ".dependency-cruiser.cjs")], counts: null },
  ],
  // The screens need no booth: one browser, which leaves the other core to the unit tests.
  unit: [vitest("unit", ["unit", "screens"])],
  e2e: [vitest("e2e", ["e2e"])],
};

const countsSchema = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numFailedTestSuites: z.int(), success: z.boolean() });

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

async function runStep(step: Step): Promise<Outcome> {
  const began = performance.now();
  const shared = step.counts === null;
  if (!shared) console.log(`\n── ${step.name}`);
  const child = spawn(process.execPath, step.args, { cwd: root, stdio: ["inherit", shared ? "pipe" : "inherit", shared ? "pipe" : "inherit"], env: { ...process.env, NO_UPDATE_NOTIFIER: "1" } });
  // Steps side by side would mix their lines: what such a step says comes in one piece.
  const said: Buffer[] = [];
  child.stdout?.on("data", (bytes: Buffer) => said.push(bytes));
  child.stderr?.on("data", (bytes: Buffer) => said.push(bytes));
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)).once("error", () => resolve(1)));
  if (shared) process.stdout.write(`\n── ${step.name}\n${Buffer.concat(said).toString("utf8")}`);
  return { name: step.name, ...count(step, code), seconds: Math.round((performance.now() - began) / 1000) };
}

/** A step that failed never counts as nothing: a suite that could not even load is a failure. */
function count(step: Step, code: number): { passed: number; failed: number } {
  if (step.counts === null || !existsSync(step.counts)) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = countsSchema.parse(JSON.parse(readFileSync(step.counts, "utf8")));
  const failed = counts.numFailedTests === 0 && (code !== 0 || !counts.success) ? Math.max(1, counts.numFailedTestSuites) : counts.numFailedTests;
  return { passed: counts.numPassedTests, failed };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`npm test knows ${Object.keys(STEPS).join(", ")}; without a word it runs all of them.`);
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const outcomes: Outcome[] = [];
const run = async (names: readonly string[]): Promise<void> => {
  for (const name of names) for (const step of wanted.length > 0 && !wanted.includes(name) ? [] : (STEPS[name] ?? [])) outcomes.push(await runStep(step));
};
// Types and lint are one core's work each.
await Promise.all([run(["types"]), run(["lint"])]);
await run(["unit", "e2e"]);
console.log("");
for (const outcome of outcomes) console.log(`${outcome.failed === 0 ? "ok    " : "FAILED"} ${outcome.name}: ${outcome.passed} passed, ${outcome.failed} failed (${outcome.seconds} s)`);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
const line = `${outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)} passed, ${failed} failed`;
writeFileSync(join(out, "summary.txt"), `${line}\n`);
console.log(line);
process.exitCode = failed === 0 ? 0 : 1;
