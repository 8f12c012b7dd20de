import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { graphicsSwitches } from "./graphics.ts";

it("looks for a card that the kernel knows", () => {
  const folder = mkdtempSync(join(tmpdir(), "virtu-dri-"));
  expect(graphicsSwitches(join(folder, "none")).map(({ name }) => name)).toEqual(["disable-gpu"]);
  expect(graphicsSwitches(folder)).toHaveLength(1);
  writeFileSync(join(folder, "renderD128"), "");
  expect(graphicsSwitches(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
