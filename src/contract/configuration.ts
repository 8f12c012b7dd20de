import { z } from "zod";
import { deviceSettingsSchema } from "./devices.ts";
import { languageSchema } from "./preferences.ts";

const clockTime = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "a time of day HH:MM");
const openHours = z.array(z.strictObject({ from: clockTime, to: clockTime })).max(4);
const absolutePath = z.string().regex(/^\/[^\0]+$/, "an absolute path");

/** The booth's one configuration file. Every field but `booth` has a default that suits a stand-alone service point. */
export const configurationSchema = z.strictObject({
  booth: z.strictObject({
    name: z.string().min(1).max(80),
    municipality: z.string().min(1).max(60),
    supportPhone: z.string().regex(/^[+0-9 ]{5,30}$/).nullable().default(null),
    timeZone: z.string().max(60).default("Europe/Helsinki"),
  }),
  languages: z.strictObject({
    offered: z.array(languageSchema).min(1).default(["fi", "sv", "en", "se", "smn", "sms"]),
    default: languageSchema.default("fi"),
  }).prefault({}),
  /** Opening hours by weekday; a missing day is closed; the default is always open. */
  hours: z.strictObject({ always: z.boolean().default(true), monday: openHours.default([]), tuesday: openHours.default([]), wednesday: openHours.default([]),
    thursday: openHours.default([]), friday: openHours.default([]), saturday: openHours.default([]), sunday: openHours.default([]) }).prefault({}),
  visit: z.strictObject({
    minutes: z.int().min(5).max(240).default(60),
    extensionMinutes: z.int().min(5).max(120).default(30),
    /** VVSG-style bounds: 2-5 min idle, 20-45 s countdown. */
    idleSeconds: z.int().min(30).max(600).default(180),
    idleCountdownSeconds: z.int().min(10).max(120).default(30),
  }).prefault({}),
  documents: z.strictObject({
    maxDocuments: z.int().min(1).max(100).default(40),
    maxDocumentBytes: z.int().min(1_000).max(500_000_000).default(50_000_000),
    maxTotalBytes: z.int().min(1_000).max(2_000_000_000).default(300_000_000),
    maxScanPages: z.int().min(1).max(200).default(50),
  }).prefault({}),
  printing: z.strictObject({ maxPagesPerVisit: z.int().min(1).max(500).default(60), maxCopies: z.int().min(1).max(20).default(5) }).prefault({}),
  devices: deviceSettingsSchema.prefault({}),
  /** Folders of service tray files; null: the one that the application brings. */
  services: z.strictObject({ folders: z.array(absolutePath).min(1).nullable().default(null) }).prefault({}),
  paths: z.strictObject({
    /** Durable: the store. */
    state: absolutePath.default("/var/lib/virtu-kiosk"),
    /** On tmpfs: sessions, profiles, sockets. null: the first tmpfs of XDG_RUNTIME_DIR, /run/virtu-kiosk, /dev/shm. */
    runtime: absolutePath.nullable().default(null),
  }).prefault({}),
  staff: z.strictObject({
    /** `scrypt$N$r$p$salt$hash` (base64url); null: a random PIN is made at first start and shown once. */
    pinHash: z.string().max(300).nullable().default(null),
  }).prefault({}),
  /** Only for development and tests; a packaged booth refuses a configuration that has it. */
  development: z.strictObject({
    /** Opens the shell to a debugger on a random loopback port. */
    inspectShells: z.boolean().default(false),
    /** Chromium's fake camera and microphone. */
    fakeMedia: z.boolean().default(false),
    /** Window size in px instead of the whole screen. */
    window: z.strictObject({ width: z.int().min(320).max(4000), height: z.int().min(320).max(4000) }).nullable().default(null),
  }).optional(),
});
export type Configuration = z.infer<typeof configurationSchema>;
/** What a person may leave out of the file. */
export type ConfigurationFile = z.input<typeof configurationSchema>;
