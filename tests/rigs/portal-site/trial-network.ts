import { text, type Routes } from "./http.ts";
import { siteHosts, type Site } from "./site.ts";
import { trial } from "./trial-page.ts";

/**
 * Tries to reach this machine and its network from a page (K54): every address by every means of loading. The site's log and
 * its inner listener show what arrived; `#tulos` shows what the page was told.
 */
export function networkRoutes(site: Site): Routes {
  const inner = site.innerPort;
  const addresses = [
    `http://127.0.0.1:${site.port}/perilla`, `http://127.0.0.1:${inner}/sisainen`, `http://localhost:${inner}/sisainen`, `http://[::1]:${inner}/sisainen`, `http://0.0.0.0:${inner}/sisainen`,
    `http://2130706433:${inner}/sisainen`, `http://0x7f.1:${inner}/sisainen`, `http://[::ffff:127.0.0.1]:${inner}/sisainen`, `http://sisainen.localhost:${inner}/sisainen`, `http://koe.localhost:${inner}/sisainen`,
    `${site.origin(siteHosts.forbidden)}/verkko`, "http://127.0.0.1:631/", "http://localhost:631/printers/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/",
    "http://100.64.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://tulostin.local/",
  ];
  const script = `
  const addresses = ${JSON.stringify(addresses)};
  const element = (make) => () => new Promise((yes, no) => { const made = make(); made.onload = () => yes("loaded"); made.onerror = () => no({ name: "error" }); document.body.append(made); });
  await Promise.all(addresses.map(async (to) => {
    await attempt("fetch " + to, async () => (await fetch(to, { mode: "no-cors", signal: AbortSignal.timeout(3000) })).type);
    await attempt("post " + to, async () => (await fetch(to, { method: "POST", mode: "no-cors", body: "x", signal: AbortSignal.timeout(3000) })).type);
    await attempt("img " + to, element(() => Object.assign(new Image(), { src: to })));
    await attempt("script " + to, element(() => Object.assign(document.createElement("script"), { src: to })));
    await attempt("style " + to, element(() => Object.assign(document.createElement("link"), { rel: "stylesheet", href: to })));
    await attempt("socket " + to, () => new Promise((yes, no) => { const socket = new WebSocket(to.replace("http", "ws")); socket.onopen = () => yes("open"); socket.onerror = () => no({ name: "error" }); }));
    await attempt("events " + to, () => new Promise((yes, no) => { const events = new EventSource(to); events.onopen = () => yes("open"); events.onerror = () => { events.close(); no({ name: "error" }); }; }));
    await attempt("beacon " + to, async () => navigator.sendBeacon(to, "x"));
    document.body.append(Object.assign(document.createElement("iframe"), { src: to }));
  }));
  const bust = document.createElement("link"); bust.rel = "preconnect"; bust.href = addresses[1]; document.head.append(bust);
  const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:" + ${inner} }] });
  const candidates = [];
  peer.onicecandidate = (event) => { if (event.candidate) candidates.push(event.candidate.candidate); report("ice", candidates.length); };
  peer.createDataChannel("x"); await peer.setLocalDescription();`;
  return {
    "/verkko": () => trial("Verkko", "<p>Yritetään koneen sisälle.</p>", script),
    "/palvelutyontekija": () => trial("Palvelutyöntekijä", "", `
  await attempt("register", async () => { await navigator.serviceWorker.register("/verkko-sw.js"); await navigator.serviceWorker.ready; return "ready"; });
  await attempt("worker fetch", () => new Promise((yes) => { navigator.serviceWorker.onmessage = (event) => yes(event.data); navigator.serviceWorker.ready.then((ready) => ready.active.postMessage(${JSON.stringify(addresses.slice(0, 11))})); }));`),
    "/verkko-sw.js": () => text(`
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(Promise.all(event.data.map((to) => fetch(to, { mode: "no-cors" }).then(() => 1, () => 0)))
  .then((all) => event.source.postMessage(all.reduce((sum, one) => sum + one, 0)))));`, "text/javascript"),
  };
}
