import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChildren, type Children } from "../children.ts";
import { createAnchoredClock } from "../clock.ts";
import { createToolRunner, type RunTool } from "../tools/run-tool.ts";

/** A session's folders in a temporary one, and the tools that work in them. */
export interface TestFolders {
  readonly root: string;
  readonly incoming: string;
  readonly documents: string;
  readonly stage: string;
  readonly scans: string;
  readonly work: string;
  readonly children: Children;
  readonly run: RunTool;
  remove(): Promise<void>;
}

export async function createTestFolders(): Promise<TestFolders> {
  const root = await mkdtemp(join(tmpdir(), "session-test-"));
  const of = (name: string): string => join(root, name);
  const folders = { incoming: of("incoming"), documents: of("documents"), stage: of("stage"), scans: of("scans"), work: of("work") };
  for (const folder of Object.values(folders)) await mkdir(folder);
  const children = createChildren();
  return {
    root,
    ...folders,
    children,
    run: createToolRunner(children, createAnchoredClock(), folders.work),
    remove: async () => {
      children.killAll();
      await rm(root, { recursive: true, force: true });
    },
  };
}
