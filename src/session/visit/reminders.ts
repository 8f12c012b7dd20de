import type { Reminder } from "../../contract/snapshot.ts";
import type { VisitContext } from "./context.ts";

/** What a person may still want before she goes, in the order of what she would miss most. */
export function remindersOf(context: VisitContext): Reminder[] {
  const unused = context.documents.filter((document) => !document.printed && !document.sent).length;
  const progress = context.printing?.progress ?? null;
  const reminders: Reminder[] = [];
  if (context.originalInScanner) reminders.push({ kind: "original-in-scanner" });
  if (context.printing !== null) {
    reminders.push({ kind: "printing", pagesLeft: progress === null || progress.pagesDone === null ? null : Math.max(0, progress.pagesTotal - progress.pagesDone) });
  }
  if (context.scan.pages.length > 0) reminders.push({ kind: "scan-unsaved", pages: context.scan.pages.length });
  if (unused > 0) reminders.push({ kind: "documents-unused", count: unused });
  return reminders;
}
