import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/run/root.ts";
import { makeCanaries } from "./canaries.ts";
import { scanProcess } from "./scan.ts";

const place = mkdtempSync(join("/dev/shm", "virtu-forgetful-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A process that does with a session's folder what the core does at the end of a visit, and then waits to be looked into. */
const program = `
import { countFiles, countNamed, exists, removeNamed, removeTree } from ${JSON.stringify(join(root, "src/core/wipe/folders.ts"))};
const folder = process.argv.at(-1);
const counts = [await countFiles(folder), await countNamed([folder], ".*[.]dmp"), await removeNamed([folder], ".*[.]dmp"), await removeTree(folder), await exists(folder)];
process.stdout.write(JSON.stringify(counts));
setInterval(() => undefined, 1e6);`;

describe("the program that wipes", () => {
  it("does not learn the names of the files that it takes away", async () => {
    const { tag, of } = makeCanaries();
    const session = join(place, "session");
    for (const folder of ["stage/1", "work"]) mkdirSync(join(session, folder), { recursive: true });
    writeFileSync(join(session, "stage/1", `${of["upload-name"]}.txt`), "");
    writeFileSync(join(session, "work", `${of["download-name"]}.dmp`), of["download-body"]);
    writeFileSync(join(session, "work", "page.jpg"), "");
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program, session], { stdio: ["ignore", "pipe", "inherit"] });
    const [counts] = (await once(child.stdout, "data")) as [Buffer];
    const hits = scanProcess({ tag, raw: [] }, child.pid!);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(JSON.parse(counts.toString("utf8"))).toEqual([3, 1, 1, 2, false]);
    expect(readdirSync(place)).toEqual([]);
    expect(hits).toEqual([]);
  });
});
