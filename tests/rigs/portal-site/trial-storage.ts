import { text, type Routes, type Visit } from "./http.ts";
import { escape } from "./html.ts";
import { trial } from "./trial-page.ts";

const canaryOf = (visit: Visit) => (visit.url.searchParams.get("c") ?? "").replace(/[^A-Za-z0-9_-]/g, "").slice(0, 100);

/**
 * `/plant?c=<canary>` puts a canary into every store that a page has (L03, L04, L07) and reports which took it; `/found` says,
 * without being told the canary, what of the planter it still finds. Names are fixed: `virtu-koe`.
 */
export function storageRoutes(): Routes {
  return {
    "/plant": (visit) => {
      const canary = canaryOf(visit);
      return trial(`Istutus ${canary}`, `<form action="/found"><label for="kentta">Kenttä</label><input id="kentta" name="virtu-koe" value="${escape(canary)}" autocomplete="on"></form>
<link rel="stylesheet" href="/istutus/kaima">`, plantScript(canary), {
        "set-cookie": `virtu-koe-http=${canary}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`,
      });
    },
    /** Stays in the HTTP cache for a year; the canary comes with the cookie, so that the address is known without it. */
    "/istutus/kaima": (visit) => {
      const canary = visit.cookies.get("virtu-koe-http") ?? "";
      return text(`/* ${canary} */`, "text/css", { "cache-control": "public, max-age=31536000, immutable", etag: `"${canary}"` });
    },
    "/istutus/sw.js": () => text(`
self.addEventListener("install", (event) => event.waitUntil(caches.open("virtu-koe-sw").then((cache) => cache.put("/istutus/sw-tieto", new Response(new URL(location).searchParams.get("c")))).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));`, "text/javascript", { "service-worker-allowed": "/" }),
    "/found": (visit) => trial("Löydöt", "", foundScript(visit.cookies.has("virtu-koe-http"))),
  };
}

const plantScript = (canary: string) => `
  const c = ${JSON.stringify(canary)};
  report("http-cookie", "asked"); report("title", document.title.includes(c)); report("url", location.href.includes(c)); report("http-cache", "asked");
  await attempt("cookie", async () => { document.cookie = "virtu-koe-js=" + c + "; path=/; max-age=31536000"; return document.cookie.includes(c); });
  await attempt("localStorage", async () => { localStorage.setItem("virtu-koe", c); return localStorage.getItem("virtu-koe") === c; });
  await attempt("sessionStorage", async () => { sessionStorage.setItem("virtu-koe", c); return sessionStorage.getItem("virtu-koe") === c; });
  await attempt("indexedDB", () => new Promise((yes, no) => { const open = indexedDB.open("virtu-koe", 1); open.onupgradeneeded = () => open.result.createObjectStore("s"); open.onerror = () => no(open.error);
    open.onsuccess = () => { const put = open.result.transaction("s", "readwrite", { durability: "strict" }); put.objectStore("s").put(c, "k"); put.oncomplete = () => yes(true); put.onerror = () => no(put.error); }; }));
  await attempt("cacheStorage", async () => { const cache = await caches.open("virtu-koe"); await cache.put("/istutus/tieto", new Response(c)); return (await (await cache.match("/istutus/tieto")).text()) === c; });
  await attempt("opfs", async () => { const file = await (await navigator.storage.getDirectory()).getFileHandle("virtu-koe", { create: true }); const out = await file.createWritable(); await out.write(c); await out.close(); return (await (await file.getFile()).text()) === c; });
  await attempt("serviceWorker", async () => { await navigator.serviceWorker.register("/istutus/sw.js?c=" + c, { scope: "/istutus/" }); return true; });
  await attempt("serviceWorkerCache", async () => { for (let i = 0; i < 40; i++) { const hit = await caches.match("/istutus/sw-tieto"); if (hit) return (await hit.text()) === c; await new Promise((next) => setTimeout(next, 100)); } throw new Error("absent"); });
  await attempt("history", async () => { history.pushState({ c }, "", "/plant?c=" + c + "&n=2#" + c); return history.state.c === c; });
  await attempt("windowName", async () => { window.name = c; return true; });
  await attempt("broadcast", async () => { window.virtuKoe = [c, new TextEncoder().encode(c)]; console.log(c); return true; });`;

const foundScript = (httpCookie: boolean) => `
  report("http-cookie", ${httpCookie});
  try { report("http-cache", (await fetch("/istutus/kaima", { cache: "only-if-cached", mode: "same-origin" })).ok); } catch { report("http-cache", false); }
  await attempt("cookie", async () => document.cookie.includes("virtu-koe"));
  await attempt("localStorage", async () => localStorage.length > 0);
  await attempt("sessionStorage", async () => sessionStorage.length > 0);
  await attempt("indexedDB", async () => (await indexedDB.databases()).length > 0);
  await attempt("cacheStorage", async () => (await caches.keys()).length > 0);
  await attempt("opfs", async () => { for await (const name of (await navigator.storage.getDirectory()).keys()) return name !== ""; return false; });
  await attempt("serviceWorker", async () => (await navigator.serviceWorker.getRegistrations()).length > 0);
  await attempt("history", async () => history.length > 1);
  await attempt("windowName", async () => window.name !== "");
  report("found", Object.values(results).some((value) => value === true || value === "true"));`;
