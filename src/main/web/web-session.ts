import { app, session as sessions, type Session } from "electron";
import type { Refusal } from "../../contract/refusals.ts";
import { permissionAllowed, type SitePermission } from "../../contract/service-tray.ts";
import { countedAs } from "./load-errors.ts";
import { plainUserAgent } from "./user-agent.ts";
import { withPdfAsDownload } from "./pdf-download.ts";
import { withPermissionsPolicy } from "./permissions-policy.ts";
import { pageScheme } from "./page-scheme.ts";
import type { PageRegistry } from "./page-registry.ts";
import { startAddressProxy, type AddressProxy } from "./proxy/address-proxy.ts";

export interface WebSession {
  readonly session: Session;
  readonly proxy: AddressProxy;
}

export interface WebSessionParts {
  readonly pages: PageRegistry;
  readonly refuse: (refusal: Refusal) => void;
  /** A page of this id got the camera or the microphone. */
  readonly onMedia: (contentsId: number, permission: SitePermission) => void;
}

/**
 * The session of all embedded pages of a visit: in memory, apart from our own screens, and one for the visit, so that a
 * strong sign-in carries from service to service. It dies with the shell.
 */
export async function openWebSession(parts: WebSessionParts): Promise<WebSession> {
  const session = sessions.fromPartition("visit", { cache: true });
  const proxy = await startAddressProxy({ privateAllowed: parts.pages.privateAllowed, onPrivate: () => parts.refuse("private-address") });
  // Without its own rule Chromium goes to loopback names past the proxy.
  await session.setProxy({ mode: "fixed_servers", proxyRules: `socks5://127.0.0.1:${proxy.port}`, proxyBypassRules: "<-loopback>" });
  session.setUserAgent(plainUserAgent(app.userAgentFallback), "fi,sv,en");
  session.setSpellCheckerEnabled(false);
  filterRequests(session, parts);
  refusePermissions(session, parts);
  refuseDevices(session, parts);
  return { session, proxy };
}

function filterRequests(session: Session, { pages, refuse }: WebSessionParts): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const { url, webContentsId, resourceType } = details;
    if (url.startsWith(`${pageScheme}:`)) return answer({});
    const kind = resourceType === "mainFrame" ? "page" : resourceType === "subFrame" ? "frame" : "resource";
    const decision = pages.judge(webContentsId, url, kind);
    if (decision.allow) return answer({});
    refuse(countedAs(url, decision.reason, kind === "page" ? "navigation" : kind === "frame" ? "frame-navigation" : "resource"));
    if (kind === "page") pages.of(webContentsId)?.onBlocked(url, decision);
    answer({ cancel: true });
  });
  session.webRequest.onHeadersReceived((details, answer) => {
    const { resourceType, responseHeaders } = details;
    const isDocument = resourceType === "mainFrame" || resourceType === "subFrame" || resourceType === "object";
    answer(isDocument && responseHeaders !== undefined ? { responseHeaders: withPermissionsPolicy(withPdfAsDownload(responseHeaders)) } : {});
  });
}

const refusalOf: Readonly<Record<string, Refusal>> = {
  fullscreen: "fullscreen", pointerLock: "pointer-lock", openExternal: "external-protocol", "display-capture": "display-capture", fileSystem: "file-picker",
  hid: "device-picker", serial: "device-picker", usb: "device-picker",
};

/** Everything is denied but the camera and the microphone of a service that the tray names for it. */
function refusePermissions(session: Session, { pages, refuse, onMedia }: WebSessionParts): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const page = pages.of((contents as typeof contents | null)?.id);
    const wanted = permission === "media" && "mediaTypes" in details ? mediaPermissions(details.mediaTypes) : [];
    const origin = "securityOrigin" in details ? details.securityOrigin : "";
    const allowed = page !== undefined && wanted.length > 0 && wanted.every((one) => permissionAllowed(page.service, one, origin));
    if (allowed) for (const one of wanted) onMedia(page.contentsId, one);
    else refuse(refusalOf[permission] ?? "permission");
    answer(allowed);
  });
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    const page = pages.of(contents?.id);
    const wanted = permission === "media" ? mediaPermissions([details.mediaType]) : [];
    return page !== undefined && wanted.length > 0 && wanted.every((one) => permissionAllowed(page.service, one, origin));
  });
}

function mediaPermissions(types: readonly (string | undefined)[] | undefined): SitePermission[] {
  return (types ?? []).flatMap((type): SitePermission[] => (type === "video" ? ["camera"] : type === "audio" ? ["microphone"] : []));
}

function refuseDevices(session: Session, { refuse }: WebSessionParts): void {
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    refuse("display-capture");
    answer({});
  });
  session.on("select-hid-device", (event, _details, answer) => {
    event.preventDefault();
    refuse("device-picker");
    answer(null);
  });
  session.on("select-serial-port", (event, _ports, _contents, answer) => {
    event.preventDefault();
    refuse("device-picker");
    answer("");
  });
  session.on("select-usb-device", (event, _details, answer) => {
    event.preventDefault();
    refuse("device-picker");
    answer();
  });
}
