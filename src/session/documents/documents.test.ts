import { execFile } from "node:child_process";
import { link, mkdir, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configurationSchema } from "../../contract/configuration.ts";
import type { DocumentSummary } from "../../contract/documents.ts";
import { createLimiter } from "../tools/limiter.ts";
import { createTestFolders, type TestFolders } from "../testing/test-folders.ts";
import { greyJpeg, pngOf } from "../testing/pictures.ts";
import { idOf } from "../testing/test-visit.ts";
import type { DraftFile } from "../visit/draft-file.ts";
import { createDocuments, type Documents } from "./documents.ts";

const execute = promisify(execFile);

describe("documents", () => {
  let folders: TestFolders;
  let documents: Documents;
  let told: (readonly DocumentSummary[])[];

  const make = (limits: Record<string, number> = {}): Documents => {
    let next = 1;
    return createDocuments({
      folders, limits: configurationSchema.shape.documents.parse(limits), now: () => 5_000, uuid: () => idOf(next++), run: folders.run, limited: createLimiter(2),
      onChange: (list) => told.push(list),
    });
  };
  const incoming = async (name: string, bytes: Buffer | string): Promise<string> => {
    const path = join(folders.incoming, name);
    await writeFile(path, bytes);
    return path;
  };
  const draft = async (number: number, rotation: DraftFile["rotation"] = 0): Promise<DraftFile> => {
    const file = join(folders.scans, `${number}.jpg`);
    await writeFile(file, greyJpeg(1240, 1754));
    return { id: idOf(500 + number), file, rotation, widthPx: 1240, heightPx: 1754, dpi: 150 };
  };

  beforeEach(async () => {
    folders = await createTestFolders();
    told = [];
    documents = make();
  });
  afterEach(() => folders.remove());

  it("takes a finished file in under a random id, and knows its pages", async () => {
    const saved = await documents.addScan([await draft(1), await draft(2)]);
    expect(saved).toMatchObject({ ok: true, value: { origin: "scan", name: null, number: 1, format: "pdf", pages: 2 } });
    const bytes = await readFile(join(folders.documents, saved.ok ? saved.value.id : ""));
    const taken = await documents.take(await incoming("Lomake äö.pdf", bytes), "../Lomake äö.pdf", "download");
    expect(taken).toMatchObject({ ok: true, value: { name: "Lomake äö.pdf", format: "pdf", pages: 2, bytes: bytes.length, printed: false, sent: false } });
    expect(await readdir(folders.incoming)).toEqual([]);
    expect((await readdir(folders.documents)).sort()).toEqual([idOf(1), idOf(2)]);
    expect(told.at(-1)).toHaveLength(2);
  });

  it("takes only regular files that really lie in the incoming folder", async () => {
    const secret = join(folders.root, "secret.pdf");
    await writeFile(secret, "%PDF-1.4 secret");
    await symlink(secret, join(folders.incoming, "link.pdf"));
    await symlink(folders.root, join(folders.incoming, "folder"));
    await link(secret, join(folders.incoming, "hard.pdf"));
    await mkdir(join(folders.incoming, "empty"));
    await execute("mkfifo", [join(folders.incoming, "pipe")]);
    const paths = [secret, "/etc/passwd", "link.pdf", "folder/secret.pdf", "hard.pdf", "empty", "pipe", "../secret.pdf", "missing", "..", "empty/..", "."];
    for (const path of paths) {
      const refused = await documents.take(path.startsWith("/") ? path : `${folders.incoming}/${path}`, null, "download");
      expect(refused, path).toEqual({ ok: false, error: { code: "documents/foreign-path" } });
    }
    expect(await readFile(secret, "utf8")).toBe("%PDF-1.4 secret");
    expect(documents.list()).toEqual([]);
    expect(await readdir(folders.documents)).toEqual([]);
  });

  it("keeps to its limits, and what is refused does not stay", async () => {
    documents = make({ maxDocuments: 2, maxDocumentBytes: 2_000, maxTotalBytes: 3_000 });
    const text = (length: number): string => `${"a".repeat(length - 1)}\n`;
    expect(await documents.take(await incoming("1", text(2_001)), null, "download")).toMatchObject({ ok: false, error: { code: "documents/too-large", detail: { limit: 2_000 } } });
    expect(await documents.take(await incoming("2", text(2_000)), null, "download")).toMatchObject({ ok: true });
    expect(await documents.take(await incoming("3", text(1_500)), null, "download")).toMatchObject({ ok: false, error: { code: "documents/full", detail: { limit: 3_000 } } });
    expect(await documents.take(await incoming("4", text(500)), null, "download")).toMatchObject({ ok: true });
    expect(await documents.take(await incoming("5", text(10)), null, "download")).toMatchObject({ ok: false, error: { code: "documents/too-many", detail: { limit: 2 } } });
    expect(await readdir(folders.incoming)).toEqual([]);
    expect(await readdir(folders.documents)).toHaveLength(2);
    documents.remove(documents.list()[0]?.id ?? "");
    expect(await documents.take(await incoming("6", text(1_500)), null, "download")).toMatchObject({ ok: true, value: { number: 3 } });
  });

  it("many at once do not slip past the limit", async () => {
    documents = make({ maxDocuments: 3 });
    const paths = await Promise.all(Array.from({ length: 10 }, (_, at) => incoming(`${at}.txt`, "teksti\n")));
    const taken = await Promise.all(paths.map((path) => documents.take(path, null, "download")));
    expect(taken.filter((result) => result.ok)).toHaveLength(3);
    expect(documents.list()).toHaveLength(3);
  });

  it("a broken PDF is a document that cannot be shown or printed, and nothing worse", async () => {
    const taken = await documents.take(await incoming("x.pdf", `%PDF-1.7\n${"\xff\x00garbage".repeat(100)}`), "x.pdf", "download");
    expect(taken).toMatchObject({ ok: true, value: { format: "pdf", pages: null } });
    const id = taken.ok ? taken.value.id : "";
    expect(await documents.printable(id)).toEqual({ ok: false, error: { code: "documents/broken" } });
    expect(await documents.picture(id, 1, 300)).toEqual({ ok: false, error: { code: "documents/broken" } });
    expect(await documents.stage([id])).toMatchObject({ ok: true });
  });

  it("embeds scanned pages byte for byte, turned as the person turned them", async () => {
    const saved = await documents.addScan([await draft(1), await draft(2, 90)]);
    const file = join(folders.documents, saved.ok ? saved.value.id : "");
    const { stdout } = await execute("pdfinfo", ["-f", "1", "-l", "2", file]);
    expect(stdout).toMatch(/Page +1 size: +595.2 x 841.92 pts \(A4\)/u);
    expect(stdout).toMatch(/Page +2 rot: +90/u);
    expect(stdout).not.toMatch(/Creat|Producer|Author|Title/u);
    await execute("pdfimages", ["-all", file, join(folders.work, "page")]);
    expect(await readFile(join(folders.work, "page-000.jpg"))).toEqual(await readFile(join(folders.scans, "1.jpg")));
  });

  it("draws pages of every format", async () => {
    const white = pngOf({ widthPx: 4, heightPx: 2, colourType: 6, rows: Buffer.from([0, ...new Array<number>(16).fill(0), 0, ...new Array<number>(16).fill(0)]) });
    const files: readonly (readonly [string, Buffer | string, string])[] = [["a.jpg", greyJpeg(400, 200), "jpeg"], ["b.png", white, "png"], ["c.txt", "Hyvää päivää\fsivu 2\n", "text"]];
    for (const [name, bytes, format] of files) {
      const taken = await documents.take(await incoming(name, bytes), name, "download");
      expect(taken, name).toMatchObject({ ok: true, value: { format, pages: format === "text" ? 2 : 1 } });
      const id = taken.ok ? taken.value.id : "";
      const picture = await documents.picture(id, 1, 320);
      expect(picture, name).toMatchObject({ ok: true, value: { mime: "image/jpeg" } });
      expect(picture.ok && Math.abs(picture.value.widthPx - 320) <= 1, name).toBe(true);
      expect(await documents.picture(id, 3, 320)).toEqual({ ok: false, error: { code: "documents/no-page" } });
      expect(await documents.printable(id)).toMatchObject({ ok: true, value: { file: join(folders.documents, `${id}.print`) } });
    }
  });

  it("draws a turned page in its turned shape", async () => {
    const saved = await documents.addScan([await draft(1, 90)]);
    const picture = await documents.picture(saved.ok ? saved.value.id : "", 1, 400);
    expect(picture).toMatchObject({ ok: true, value: { widthPx: 400, heightPx: 283 } });
  });

  it("stages files for a page under safe names, each its own", async () => {
    const first = await documents.take(await incoming("1", "yksi\n"), "hakemus.exe", "download");
    const second = await documents.take(await incoming("2", "kaksi\n"), "Hakemus.txt", "download");
    const scan = await documents.addScan([await draft(1)]);
    const ids = [first, second, scan].map((result) => (result.ok ? result.value.id : ""));
    const staged = await documents.stage(ids);
    expect(staged.ok && staged.value.files.map((file) => basename(file))).toEqual(["hakemus.txt", "Hakemus-2.txt", "scan-1.pdf"]);
    expect(staged.ok && staged.value.files.every((file) => file.startsWith(join(folders.stage, "1/")))).toBe(true);
    expect(staged.ok && (await readFile(staged.value.files[1] ?? "", "utf8"))).toBe("kaksi\n");
    const again = await documents.stage([ids[0] ?? ""]);
    expect(again.ok && again.value.files).toEqual([join(folders.stage, "2", "hakemus.txt")]);
    expect(await documents.stage([idOf(99)])).toEqual({ ok: false, error: { code: "documents/unknown" } });
  });

  it("marks and removes", async () => {
    const taken = await documents.take(await incoming("1", "yksi\n"), null, "download");
    const id = taken.ok ? taken.value.id : "";
    documents.markPrinted(id);
    documents.markSent([id, idOf(88)]);
    expect(documents.list()).toMatchObject([{ printed: true, sent: true }]);
    documents.remove(id);
    documents.remove(id);
    expect(documents.list()).toEqual([]);
    expect(await documents.printable(id)).toEqual({ ok: false, error: { code: "documents/unknown" } });
    await expect.poll(() => readdir(folders.documents)).toEqual([]);
  });

  it("files are readable by nobody else", async () => {
    const taken = await documents.take(await incoming("1", "yksi\n"), null, "download");
    expect((await stat(join(folders.documents, taken.ok ? taken.value.id : ""))).mode & 0o777).toBe(0o600);
  });
});
