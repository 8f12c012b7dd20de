import { z } from "zod";
import { err, ok, type CodedError, type Result } from "./result.ts";
import { anyHttps, decide, parseAddress, parseOriginPattern, type OriginPattern } from "./web-address.ts";

export * from "./web-address.ts";

/** The groups of the web services screen, in the order in which it shows them. */
export const serviceGroupIds = [
  "health-social", "kela", "work", "tax", "municipality", "banks", "travel", "other",
] as const;
export const serviceGroupIdSchema = z.enum(serviceGroupIds);
export type ServiceGroupId = z.infer<typeof serviceGroupIdSchema>;

const textSchema = (max: number) => z.string().trim().min(1).max(max);

/** A name in Finnish, Swedish, English and Northern Sámi; what has no official Sámi name repeats the Finnish one. */
const namesSchema = z.strictObject({ fi: textSchema(60), sv: textSchema(60), en: textSchema(60), se: textSchema(60) });

/** A sentence in plain language. Without a Sámi one the Finnish is shown: better than one that no Sámi reader has seen. */
const descriptionsSchema = z.strictObject({
  fi: textSchema(160), sv: textSchema(160), en: textSchema(160), se: textSchema(160).optional(),
});

const idSchema = z.string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "kebab-case: a-z, 0-9 and single hyphens");

const originPatternSchema = z.string().max(300).refine((text) => parseOriginPattern(text).ok, {
  error: "an origin pattern: scheme://host, scheme://*.host.tld, with :port where it is not the usual one, no path",
});

/** A host name or IP literal exactly as `URL.hostname` spells it. A public name may be one too: its address inside the network is private. */
const privateHostSchema = z.string().max(253).refine((host) => hostnameOf(host) === host, {
  error: "a host as a browser spells it, such as intra.kunta.fi, kone.localhost, 10.0.0.5 or [fd00::5]",
});

const webAddressSchema = z.string().max(500).refine((text) => {
  const url = parseAddress(text);
  return url !== undefined && (url.protocol === "https:" || url.protocol === "http:") && url.username === "";
}, { error: "a full https address" });

const selectorSchema = z.string().trim().min(1).max(200);

/** Where a bank's payment form takes the parts of a bill: CSS selectors, each optional, tried in the page that is open. */
export const billFieldsSchema = z.strictObject({
  account: selectorSchema.optional(),
  amount: selectorSchema.optional(),
  reference: selectorSchema.optional(),
  dueDate: selectorSchema.optional(),
  barCode: selectorSchema.optional(),
});
export type BillFields = z.infer<typeof billFieldsSchema>;

export const sitePermissionSchema = z.enum(["camera", "microphone"]);
export type SitePermission = z.infer<typeof sitePermissionSchema>;

const serviceShape = {
  id: idSchema,
  group: serviceGroupIdSchema,
  names: namesSchema,
  descriptions: descriptionsSchema.optional(),
  startAddress: webAddressSchema,
  /** Origins that the view and its frames may go to. Their sub-resources are allowed as well. */
  pages: z.array(originPatternSchema).max(200),
  /** Origins for sub-resources, or {@link anyHttps}: public sites load fonts, scripts and pictures from many hosts. */
  resources: z.union([z.literal(anyHttps), z.array(originPatternSchema).max(200)]),
  permissions: z.array(sitePermissionSchema).max(2).default([]),
  /** Hosts that are, or lead to, loopback or private addresses, and that this service may use although the booth refuses such in general. */
  privateAddresses: z.array(privateHostSchema).max(50).default([]),
  /** Called at the end of a visit that used the service; null where none is known. */
  logOutAddress: webAddressSchema.nullable(),
  /** Whether somebody has used the service on a booth against the real site, and when. */
  tried: z.union([z.literal(false), z.strictObject({ date: z.iso.date() })]),
  /** For staff: what is not sure about this entry and has to be looked at on the real site. */
  note: z.string().max(400).optional(),
  billFields: billFieldsSchema.optional(),
  /** A stand-in or a site under work: only these may use http. */
  development: z.boolean().default(false),
};

/** A service as it is used: the pattern sets that its file refers to are already unfolded into `pages`. */
export const serviceSchema = z.strictObject(serviceShape);
export type Service = z.infer<typeof serviceSchema>;

export const serviceGroupSchema = z.strictObject({ id: serviceGroupIdSchema, names: namesSchema });
export type ServiceGroup = z.infer<typeof serviceGroupSchema>;

export const serviceTraySchema = z.strictObject({
  groups: z.array(serviceGroupSchema).max(serviceGroupIds.length),
  services: z.array(serviceSchema).max(500),
});
export type ServiceTray = z.infer<typeof serviceTraySchema>;

/** Origins that several services share under one name, such as the hosts of strong sign-in. A set may build on others. */
const patternSetSchema = z.strictObject({
  id: idSchema,
  note: z.string().max(400),
  include: z.array(idSchema).max(20).default([]),
  pages: z.array(originPatternSchema).max(200),
});
type PatternSet = z.infer<typeof patternSetSchema>;

const listedServiceSchema = z.strictObject({ ...serviceShape, include: z.array(idSchema).max(20).default([]) });
type ListedService = z.infer<typeof listedServiceSchema>;

/** One file of the tray. Every part may be in every file; ids are unique over all files. */
export const serviceTrayFileSchema = z.strictObject({
  groups: z.array(serviceGroupSchema).max(serviceGroupIds.length).default([]),
  sets: z.array(patternSetSchema).max(100).default([]),
  services: z.array(listedServiceSchema).max(500).default([]),
});

/** A file of the tray: its name (for messages only) and its text. */
export interface TrayFile {
  readonly name: string;
  readonly json: string;
}

/**
 * Why a tray is not used. `file` and `path` say where (`services[3].pages[0]`), `value` what stands there, `allowed`
 * what may. The tray is staff's own data, so its values may be shown to them.
 */
export type TrayError = CodedError<
  | "service-tray/not-json"
  | "service-tray/wrong-value"
  | "service-tray/twice"
  | "service-tray/unknown-reference"
  | "service-tray/insecure"
  | "service-tray/start-not-allowed"
  | "service-tray/log-out-not-allowed"
>;

/** Reads all files of a tray together. The first thing that is wrong is named; a tray with an error is not used in part. */
export function parseServiceTray(files: readonly TrayFile[]): Result<ServiceTray, TrayError> {
  const groups: Located<ServiceGroup>[] = [];
  const sets: Located<PatternSet>[] = [];
  const listed: Located<ListedService>[] = [];
  for (const file of files) {
    const read = readFile(file);
    if (!read.ok) return read;
    groups.push(...read.value.groups.map((item, i) => ({ item, file: file.name, path: `groups[${i}]` })));
    sets.push(...read.value.sets.map((item, i) => ({ item, file: file.name, path: `sets[${i}]` })));
    listed.push(...read.value.services.map((item, i) => ({ item, file: file.name, path: `services[${i}]` })));
  }
  const double = firstDouble(groups) ?? firstDouble(sets) ?? firstDouble(listed);
  if (double !== undefined) return problem("service-tray/twice", double, "id", double.item.id, "an id that is used once");

  const setsById = new Map(sets.map((set) => [set.item.id, set]));
  const services: Service[] = [];
  for (const entry of listed) {
    const service = unfold(entry, setsById);
    if (!service.ok) return service;
    const checked = checkService({ ...entry, item: service.value }, groups);
    if (!checked.ok) return checked;
    services.push(service.value);
  }
  const order = (id: ServiceGroupId) => serviceGroupIds.indexOf(id);
  return ok({ groups: groups.map(({ item }) => item).sort((a, b) => order(a.id) - order(b.id)), services });
}

interface Located<T> {
  readonly item: T;
  readonly file: string;
  readonly path: string;
}

function readFile(file: TrayFile): Result<z.infer<typeof serviceTrayFileSchema>, TrayError> {
  let json: unknown;
  try {
    json = JSON.parse(file.json);
  } catch {
    return problem("service-tray/not-json", { item: undefined, file: file.name, path: "" }, "", file.json.slice(0, 40), "JSON");
  }
  const parsed = serviceTrayFileSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = deepestIssue(parsed.error.issues[0]);
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);
  const path = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").replace(/^\./, "");
  return problem("service-tray/wrong-value", { item: undefined, file: file.name, path }, "", value, issue.message);
}

/** In a union zod says only that nothing fitted; the alternative that came furthest has the useful sentence. */
function deepestIssue(issue: z.core.$ZodIssue | undefined): { path: readonly PropertyKey[]; message: string } {
  if (issue === undefined) return { path: [], message: "" };
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.map((issues) => deepestIssue(issues[0])).sort((a, b) => b.path.length - a.path.length);
  const best = inner[0];
  if (best === undefined) return issue;
  const message = best.path.length > 0 ? best.message : inner.map((one) => one.message).join("; or ");
  return { path: [...issue.path, ...best.path], message };
}

function firstDouble<T extends { readonly id: string }>(entries: readonly Located<T>[]): Located<T> | undefined {
  const seen = new Set<string>();
  return entries.find(({ item }) => {
    const again = seen.has(item.id);
    seen.add(item.id);
    return again;
  });
}

function unfold(entry: Located<ListedService>, sets: ReadonlyMap<string, Located<PatternSet>>): Result<Service, TrayError> {
  const { include, ...own } = entry.item;
  const pages = new Set(own.pages);
  const done = new Set<string>();
  const open: { readonly id: string; readonly from: Located<unknown> }[] = include.map((id) => ({ id, from: entry }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (done.has(next.id)) continue;
    done.add(next.id);
    const set = sets.get(next.id);
    if (set === undefined) {
      return problem("service-tray/unknown-reference", next.from, "include", next.id, [...sets.keys()].join(", "));
    }
    for (const pattern of set.item.pages) pages.add(pattern);
    open.push(...set.item.include.map((id) => ({ id, from: set })));
  }
  return ok({ ...own, pages: [...pages] });
}

function checkService(entry: Located<Service>, groups: readonly Located<ServiceGroup>[]): Result<void, TrayError> {
  const service = entry.item;
  if (!groups.some(({ item }) => item.id === service.group)) {
    const allowed = groups.map(({ item }) => item.id).join(", ");
    return problem("service-tray/unknown-reference", entry, "group", service.group, allowed);
  }
  const resources = service.resources === anyHttps ? [] : service.resources;
  const insecure = [...service.pages, ...resources, service.startAddress, service.logOutAddress ?? ""].find((text) =>
    text.startsWith("http:"),
  );
  if (insecure !== undefined && !service.development) {
    return problem("service-tray/insecure", entry, "", insecure, "https, or development: true");
  }
  if (!decide(service.startAddress, "page", service).allow) {
    return problem("service-tray/start-not-allowed", entry, "startAddress", service.startAddress, service.pages.join(", "));
  }
  if (service.logOutAddress !== null && !decide(service.logOutAddress, "page", service).allow) {
    return problem("service-tray/log-out-not-allowed", entry, "logOutAddress", service.logOutAddress, service.pages.join(", "));
  }
  return ok(undefined);
}

function problem<C extends TrayError["code"]>(
  code: C, at: Located<unknown>, key: string, value: unknown, allowed: string,
): { readonly ok: false; readonly error: CodedError<C> } {
  const short = (text: string) => (text.length <= 200 ? text : `${text.slice(0, 199)}…`);
  const path = [at.path, key].filter((part) => part !== "").join(".");
  const shown = value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
  return err(code, { file: short(at.file), path: short(path), value: short(shown), allowed: short(allowed) });
}

function hostnameOf(host: string): string | undefined {
  return parseAddress(`http://${host}/`)?.hostname;
}

/** Whether a page of this origin may use the camera or microphone: the tray names the permission and lists the origin as a page. */
export function permissionAllowed(service: Service, permission: SitePermission, origin: string): boolean {
  return service.permissions.includes(permission) && decide(origin, "page", service).allow;
}

/** The patterns of a service's pages, read. */
export function pagePatterns(service: Service): OriginPattern[] {
  return service.pages.map(parseOriginPattern).flatMap((pattern) => (pattern.ok ? [pattern.value] : []));
}
