import { z } from "zod";

/** What the guards refuse. Each is counted by this word alone: no address, no name. */
export const refusalSchema = z.enum([
  "navigation", "frame-navigation", "redirect", "resource", "private-address", "scheme", "window", "permission", "device-picker", "http-authentication",
  "certificate", "client-certificate", "external-protocol", "key", "file-picker", "download", "foreign-ipc", "bad-ipc", "display-capture", "context-menu",
  "page-dialog-flood", "fullscreen", "pointer-lock", "bad-rpc", "bad-action",
]);
export type Refusal = z.infer<typeof refusalSchema>;
