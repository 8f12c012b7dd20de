import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Service } from "../../../src/contract/service-tray.ts";
import { badCertificate } from "./bad-certificate.ts";
import { bankRoutes } from "./bank.ts";
import { page, style } from "./html.ts";
import { notFound, pick, readVisit, send, text, type Routes } from "./http.ts";
import { portalRoutes } from "./portal.ts";
import { createSignIn } from "./sign-in.ts";
import { siteHosts, siteServices, type Faults, type LoggedRequest, type Payment, type Site, type SiteHost, type Upload } from "./site.ts";
import { ticketRoutes } from "./tickets.ts";
import { downloadRoutes } from "./trial-downloads.ts";
import { networkRoutes } from "./trial-network.ts";
import { framePermissionRoutes, permissionRoutes } from "./trial-permissions.ts";
import { storageRoutes } from "./trial-storage.ts";
import { frameRoutes, trialRoutes } from "./trials.ts";
import { videoRoutes } from "./video.ts";

export { siteHosts, type Faults, type LoggedRequest, type Payment, type SiteHost, type Upload } from "./site.ts";

export interface PortalSiteOptions {
  /** 0: a free one. */
  readonly port?: number;
  readonly faults?: Partial<Faults>;
  /** ms since 1970; for the 32 minutes of single sign-on. */
  readonly now?: () => number;
}

export interface PortalSite {
  readonly port: number;
  /** A second listener on loopback, TCP and UDP; nothing of the embedded web may ever reach it. */
  readonly innerPort: number;
  /** Speaks TLS with a certificate that nobody should trust; a request logged here with the host `untrusted` is an escape. */
  readonly untrustedPort: number;
  /** May be changed while the site runs. */
  readonly faults: Faults;
  /** `http://palvelu.localhost:<port>` and so on, without a slash at the end. */
  origin(host: SiteHost): string;
  /** All requests so far; the inner listener's have the host `inner`. */
  requests(): readonly LoggedRequest[];
  /** Entries for the service tray: the services for demonstrations, and the one for security tests. */
  services(): Service[];
  uploads(): readonly Upload[];
  payments(): readonly Payment[];
  /** Live sessions at the servers: what a log-out has to end. */
  sessions(): { readonly singleSignOn: number; readonly services: number };
  close(): Promise<void>;
}

/** Starts the stand-in portal on 127.0.0.1. Browsers take every name under `localhost` to loopback by themselves (RFC 6761, 6.3). */
export async function startPortalSite(options: PortalSiteOptions = {}): Promise<PortalSite> {
  const log: LoggedRequest[] = [];
  const faults: Faults = { logOut: "works", delayMs: 0, ...options.faults };
  const inner = createServer((request, response) => {
    log.push({ host: "inner", path: request.url ?? "", method: request.method ?? "" });
    response.writeHead(200, { "access-control-allow-origin": "*" }).end("SISÄINEN");
  });
  // Whatever is not HTTP, too: a connection alone is an escape.
  inner.on("connection", () => log.push({ host: "inner", path: "", method: "TCP" }));
  const innerPort = await listen(inner, 0);
  // The same pages under a certificate that nobody should trust, and that asks the browser for one of its own.
  const untrusted = createTlsServer({ ...badCertificate, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    log.push({ host: "untrusted", path: request.url ?? "", method: request.method ?? "" });
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end("EPÄVARMA");
  });
  const untrustedPort = await listen(untrusted, 0);
  // WebRTC asks STUN servers over UDP, past every filter of HTTP requests.
  const innerPackets = createSocket("udp4");
  innerPackets.on("message", () => log.push({ host: "inner", path: "", method: "UDP" }));
  await new Promise<void>((done) => innerPackets.bind(innerPort, "127.0.0.1", done));

  let routes: Readonly<Record<string, Routes>> = {};
  const main = createServer((request, response) => {
    void answer(request, response, routes, log, faults).catch(() => response.destroy());
  });
  // A page that hangs on purpose must not be cut by the server's own time limits.
  main.requestTimeout = 0;
  const port = await listen(main, options.port ?? 0);

  const site: Site = {
    port, innerPort, untrustedPort, faults, origin: (host) => `http://${host}.localhost:${port}`, now: options.now ?? Date.now, newId: randomUUID, uploads: [], payments: [],
  };
  const signIn = createSignIn(site);
  let closing: Promise<void> | undefined;
  routes = {
    ...signIn.routes,
    [siteHosts.portal]: portalRoutes(site, signIn),
    [siteHosts.tickets]: ticketRoutes(signIn),
    [siteHosts.bank]: bankRoutes(site),
    [siteHosts.video]: videoRoutes(),
    [siteHosts.trials]: { ...trialRoutes(site), ...permissionRoutes(site), ...networkRoutes(site), ...downloadRoutes(), ...storageRoutes() },
    [siteHosts.frame]: { ...frameRoutes(site), ...framePermissionRoutes() },
    [siteHosts.forbidden]: { "*": forbiddenPage, "POST *": forbiddenPage },
  };
  return {
    port, innerPort, untrustedPort, faults, origin: site.origin,
    requests: () => log,
    services: () => siteServices(site),
    uploads: () => site.uploads,
    payments: () => site.payments,
    sessions: signIn.sessions,
    close: () => (closing ??= Promise.all([close(main), close(inner), close(untrusted), new Promise<void>((done) => innerPackets.close(done))]).then(() => undefined)),
  };
}

const forbiddenPage = () => page({ site: "Kielletty", title: "Karkasit", body: `<p id="karku">Tänne ei pitänyt päästä.</p>` });

async function answer(
  request: IncomingMessage, response: ServerResponse, routes: Readonly<Record<string, Routes>>, log: LoggedRequest[], faults: Faults,
): Promise<void> {
  const visit = readVisit(request);
  log.push({ host: visit.host, path: `${visit.url.pathname}${visit.url.search}`, method: visit.method });
  if (faults.delayMs > 0) await new Promise((done) => setTimeout(done, faults.delayMs));
  if (visit.url.pathname === "/tyyli.css") return send(response, text(style, "text/css"));
  if (visit.url.pathname === "/favicon.ico") return send(response, text("", "image/x-icon", {}, 404));
  const own = Object.hasOwn(routes, visit.host) ? routes[visit.host] : undefined;
  const run = own === undefined ? undefined : pick(own, visit);
  send(response, run === undefined ? notFound() : await run(visit));
}

async function listen(server: Server | TlsServer, port: number): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server | TlsServer): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeAllConnections();
  await closed;
}
