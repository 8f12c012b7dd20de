import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import { configurationSchema, type Configuration } from "../../contract/configuration.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import { deepestIssue } from "./issue.ts";

/**
 * `path` (`visit.minutes`), `value` (what stands there, shortened) and `allowed` say what is to be mended. The file is
 * staff's own, so its values may be shown to them.
 */
export type ConfigurationError = CodedError<
  "configuration/not-readable" | "configuration/not-json" | "configuration/wrong-value" | "configuration/development-refused"
>;

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** SHA-256 of what was taken, to notice a change. */
  readonly hash: string;
}

/** A configuration is some kilobytes; more is not one. */
const largestBytes = 1_000_000;

export async function readConfiguration(file: string, packaged: boolean): Promise<Result<ReadConfiguration, ConfigurationError>> {
  let text: string;
  try {
    if ((await stat(file)).size > largestBytes) return err("configuration/not-json", { file, allowed: `at most ${largestBytes} bytes` });
    text = await readFile(file, "utf8");
  } catch {
    return err("configuration/not-readable", { file });
  }
  return parseConfiguration(text, packaged);
}

export function parseConfiguration(text: string, packaged: boolean): Result<ReadConfiguration, ConfigurationError> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (problem) {
    return err("configuration/not-json", { problem: problem instanceof Error ? shortened(problem.message) : "" });
  }
  const parsed = configurationSchema.safeParse(json);
  if (!parsed.success) return err("configuration/wrong-value", whatIsWrong(parsed.error, json));
  const configuration = parsed.data;
  if (!isTimeZone(configuration.booth.timeZone)) {
    return err("configuration/wrong-value", { path: "booth.timeZone", value: shortened(configuration.booth.timeZone), allowed: "an IANA time zone, such as Europe/Helsinki" });
  }
  if (!configuration.languages.offered.includes(configuration.languages.default)) {
    return err("configuration/wrong-value", { path: "languages.default", value: configuration.languages.default, allowed: `one of languages.offered: ${configuration.languages.offered.join(", ")}` });
  }
  if (packaged && configuration.development !== undefined) {
    return err("configuration/development-refused", { path: "development", value: shortened(JSON.stringify(configuration.development)), allowed: "nothing: a packaged booth takes no development settings" });
  }
  return ok({ configuration, hash: createHash("sha256").update(JSON.stringify(configuration)).digest("hex") });
}

function whatIsWrong(error: z.ZodError, json: unknown): { path: string; value: string; allowed: string } {
  const { path, message } = deepestIssue(error.issues[0]);
  const value = path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), json);
  const written = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").replace(/^\./, "");
  return {
    path: shortened(written === "" ? "(the whole file)" : written),
    value: shortened(value === undefined ? "nothing" : JSON.stringify(value)),
    allowed: shortened(message),
  };
}

const shortened = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 199)}…`);

/** Kept from the rehearsal: asking ICU for its first time zone takes 20 ms of a start. */
let usualTimeZones: ReadonlySet<string> | undefined;

function isTimeZone(name: string): boolean {
  usualTimeZones ??= new Set(Intl.supportedValuesOf("timeZone"));
  return usualTimeZones.has(name) || isOtherName(name);
}

/** Older names and links, which are not listed. */
function isOtherName(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
