import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/run/root.ts";
import type { Row } from "./row.ts";
import { scanPageRow } from "./scan-page.ts";
import { memoryRow, startRow } from "./start-and-memory.ts";
import { touchRow } from "./touch.ts";
import { visitRows } from "./visits.ts";

/** `npm run bench [-- --only swap,touch] [--visits 200]`: the figures of the booth on this machine, as a table and as JSON. */

const { values } = parseArgs({ options: { only: { type: "string" }, visits: { type: "string", default: "200" } } });
const binary = process.env["VIRTU_ELECTRON"];
if (binary === undefined) throw new Error("VIRTU_ELECTRON does not say where the Electron runtime is");

/** What each part measures; a part that fails leaves rows that say so, and the others go on. */
const parts: Readonly<Record<string, { ids: readonly string[]; run: () => Promise<Row[]> }>> = {
  visits: { ids: ["swap", "wipe", "warm", "visits-memory", "visits-handles", "visits-tmpfs"], run: () => visitRows(Number(values.visits)) },
  start: { ids: ["start"], run: async () => [await startRow(binary)] },
  touch: { ids: ["touch"], run: async () => [await touchRow()] },
  memory: { ids: ["memory"], run: async () => [await memoryRow(binary)] },
  scan: { ids: ["scan-page"], run: async () => [await scanPageRow()] },
};

async function runPart(name: string, part: { ids: readonly string[]; run: () => Promise<Row[]> }): Promise<Row[]> {
  console.log(`· measuring ${name}`);
  try {
    return await part.run();
  } catch (problem) {
    const note = problem instanceof Error ? (problem.message.split("\n")[0] ?? "") : "unknown problem";
    return part.ids.map((id) => ({ id, what: id, unit: "", p50: null, p95: null, bar: "", ok: false, measured: false, note }));
  }
}

function print(rows: readonly Row[]): void {
  const cells = rows.map((row) => [row.measured ? (row.ok ? "ok" : "MISSED") : "not measured", row.what, `${row.p50 ?? "–"}`, `${row.p95 ?? "–"}`, row.unit, row.bar, row.note ?? ""]);
  const head = ["", "what", "p50", "p95", "unit", "bar", "note"];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of [head, ...cells]) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
}

const only = values.only?.split(",");
const rows: Row[] = [];
mkdirSync(join(root, "out/bench"), { recursive: true });
for (const [name, part] of Object.entries(parts)) {
  if (only !== undefined && !only.includes(name)) continue;
  rows.push(...(await runPart(name, part)));
  // What has been measured stays, whatever becomes of the rest.
  writeFileSync(join(root, "out/bench/results.json"), `${JSON.stringify(rows, null, 2)}\n`);
}
print(rows);
process.exitCode = rows.every((row) => row.measured && row.ok) ? 0 : 1;
