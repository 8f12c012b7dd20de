import type { z } from "zod";

export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** In a union zod says only that nothing fitted; the alternative that came furthest has the useful sentence. */
export function deepestIssue(issue: z.core.$ZodIssue | undefined): Issue {
  if (issue === undefined) return { path: [], message: "" };
  if (issue.code === "unrecognized_keys") return { path: [...issue.path, issue.keys[0] ?? ""], message: "no such field here" };
  if (issue.code !== "invalid_union") return { path: issue.path, message: issue.message };
  const inner = issue.errors.map((issues) => deepestIssue(issues[0])).sort((a, b) => b.path.length - a.path.length);
  const best = inner[0];
  if (best === undefined) return { path: issue.path, message: issue.message };
  const message = best.path.length > 0 ? best.message : inner.map((one) => one.message).join("; or ");
  return { path: [...issue.path, ...best.path], message };
}
