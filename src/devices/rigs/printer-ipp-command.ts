/**
 * The rig printer's paper path, started by ippeveprinter for each job with the document's path as its argument.
 *
 * It speaks to ippeveprinter on standard error: `ATTR: name=value` sets a job attribute, `STATE: +word` and `STATE: -word`
 * set printer-state-reasons, one word a line (ippeveprinter(1), "Command output"; a comma list is taken only in part by
 * CUPS 2.4.2). The paper that came out is the document in the folder `printed`.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openIppClient } from "../printer/ipp-client.ts";
import { systemClock } from "../clock.ts";
import { readFault } from "./printer-fault-file.ts";

const LOOK_EVERY_MS = 40;

const environment = (name: string): string => process.env[name] ?? "";
const document = process.argv[2] ?? "";
const folder = environment("VIRTU_RIG_FOLDER");
const jobId = Number(environment("IPP_JOB_ID"));
const copies = Math.max(1, Number(environment("IPP_COPIES")) || 1);
const printer = openIppClient(environment("VIRTU_RIG_URL"), { clock: systemClock });

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const fault = () => readFault(join(folder, "fault.json"));

/** ippeveprinter notes a cancel in the job's reasons and leaves it to the command to stop. No answer: the cord was pulled. */
const isCancelled = async (): Promise<boolean> => {
  const job = await printer.getJob(jobId);
  return !job.ok || job.value.reasons.includes("processing-to-stop-point");
};

function pagesOf(file: string): number {
  const info = spawnSync("qpdf", ["--show-npages", file], { encoding: "utf8" });
  return info.status === 0 ? Number(info.stdout.trim()) : 1;
}

/** Waits until nothing is wrong. True: the job was cancelled meanwhile. Paper is seen by the printer itself, see the rig. */
async function waitForHelp(): Promise<boolean> {
  const said = new Set<string>();
  for (let { reasons } = fault(); reasons.length > 0; { reasons } = fault()) {
    for (const reason of reasons) {
      if (reason !== "media-empty" && !said.has(reason)) say(`STATE: +${reason}`);
      said.add(reason);
    }
    if (await isCancelled()) break;
    await wait(LOOK_EVERY_MS);
  }
  for (const reason of said) if (reason !== "media-empty") say(`STATE: -${reason}`);
  return isCancelled();
}

/** What the printer was told about the job, for tests. */
const ticket = (): Record<string, string> => ({
  jobName: environment("IPP_JOB_NAME"),
  user: environment("IPP_JOB_ORIGINATING_USER_NAME"),
  format: environment("CONTENT_TYPE"),
  copies: String(copies),
  sides: environment("IPP_SIDES"),
  // CUPS names the paper by its size, in hundredths of a millimetre.
  media: environment("IPP_MEDIA") || (/x-dimension=21000 y-dimension=29700/.test(environment("IPP_MEDIA_COL")) ? "iso_a4_210x297mm" : ""),
  colour: environment("IPP_PRINT_COLOR_MODE"),
});

async function print(): Promise<number> {
  const total = pagesOf(document) * copies;
  say(`ATTR: job-impressions=${total} job-impressions-completed=0`);
  if (fault().abort) {
    say("ERROR: the rig was told to abort");
    return 1;
  }
  for (let page = 1; page <= total; page += 1) {
    const until = systemClock.now() + fault().pageMs;
    do {
      if (await waitForHelp()) return 0;
      await wait(Math.max(0, Math.min(LOOK_EVERY_MS, until - systemClock.now())));
    } while (systemClock.now() < until);
    say(`ATTR: job-impressions=${total} job-impressions-completed=${page}`);
  }
  const paper = join(folder, "printed", `${String(Date.now())}-${jobId}.pdf`);
  writeFileSync(`${paper}.json`, JSON.stringify(ticket()));
  copyFileSync(document, `${paper}.new`);
  renameSync(`${paper}.new`, paper);
  return 0;
}

process.exitCode = await print();
