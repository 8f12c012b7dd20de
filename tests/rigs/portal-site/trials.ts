import { redirect, text, type Answer, type Routes } from "./http.ts";
import { escape, page } from "./html.ts";
import { makePdf } from "./pdf.ts";
import { siteHosts, type Site } from "./site.ts";
import { links, trial } from "./trial-page.ts";

/** Where a trial wants to go: an address in `?minne=`, or the host that is on no list. */
const target = (site: Site, url: URL): string => url.searchParams.get("minne") ?? `${site.origin(siteHosts.forbidden)}/perilla`;

/** Pages that try to get out by navigation, windows, frames and schemes (K26-K32), and that trap with dialogs or load (K46). */
export function trialRoutes(site: Site): Routes {
  const own = site.origin(siteHosts.trials);
  const away = `${site.origin(siteHosts.forbidden)}/perilla`;
  const schemes = [
    "file:///etc/passwd", "view-source:http://koe.localhost/", "chrome://settings/", "chrome://gpu/", "devtools://devtools/bundled/inspector.html", "about:blank", "about:config",
    "data:text/html,<h1>karku</h1>", "javascript:document.title='karku'", "ftp://kielletty.localhost/", "filesystem:http://koe.localhost/temporary/x", "intent://karku#Intent;scheme=http;end",
    "smb://kielletty/x", "mailto:a@example.invalid", "tel:+358000000", "sms:+358000000", "steam://run/1", "vscode://file/etc/passwd", "ms-msdt:/id", "zoommtg://zoom.us/join",
    "x-oma:karku", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html", "http://user:salasana@koe.localhost/", "ws://koe.localhost/", "http://127.0.0.1/",
  ];
  return {
    "/": () => trial("Kokeet", links([
      ["ikkunat", "/ikkunat"], ["siirrot", "/siirrot"], ["kehykset", "/kehykset"], ["skeemat", "/skeemat"], ["kyselyt", "/kyselyt"], ["jumi", "/jumi"], ["muisti", "/muisti"],
      ["luvat", "/luvat"], ["valitsimet", "/valitsimet"], ["kokoruutu", "/kokoruutu"], ["verkko", "/verkko"], ["lataukset", "/lataukset"], ["istuta", "/plant?c=koe"], ["loydot", "/found"],
      ["valikko", "/valikko"], ["tunnus", "/http-tunnus"], ["tulostukset", "/tulostukset"], ["pdf", "/pdf"],
    ])),
    "/perilla": () => page({ site: "Kokeet", title: "Perillä", body: `<p id="perilla">Sivu avautui.</p>` }),
    "/pdf": () => ({ status: 200, headers: { "content-type": "application/pdf" }, body: makePdf("Linkki", [["Avaa linkki"]], away) }),

    "/ikkunat": () => trial("Ikkunat", `${links([
      ["uusi-oma", "/perilla", 'target="_blank"'], ["uusi-muu", away, 'target="_blank" rel="noopener"'], ["nimetty", "/perilla", 'target="nimi"'], ["ylin", away, 'target="_top"'],
      ["vanhempi", away, 'target="_parent"'], ["latauslinkki", away, 'download="x.html"'],
    ])}<form id="lomake" action="${away}" target="_blank" method="post"><button id="lomake-nappi">lomake</button></form>
${["open-oma", "open-muu", "open-piirteet", "open-tyhja", "open-kirjoita", "open-data", "open-blob", "open-javascript", "open-tulva"].map((id) => `<button id="${id}">${id}</button>`).join("")}`, `
  const on = (id, run) => document.getElementById(id).addEventListener("click", () => { try { report(id, String(run() !== null)); } catch (error) { report(id, error.name); } });
  const away = ${JSON.stringify(away)};
  on("open-oma", () => window.open("/perilla"));
  on("open-muu", () => window.open(away));
  on("open-piirteet", () => window.open(away, "pieni", "popup,width=200,height=200,left=0,top=0"));
  on("open-tyhja", () => window.open("about:blank"));
  on("open-kirjoita", () => { const opened = window.open(""); opened?.document.write("<h1>karku</h1>"); return opened; });
  on("open-data", () => window.open("data:text/html,<h1>karku</h1>"));
  on("open-blob", () => window.open(URL.createObjectURL(new Blob(["<h1>karku</h1>"], { type: "text/html" }))));
  on("open-javascript", () => window.open("javascript:'<h1>karku</h1>'"));
  on("open-tulva", () => { let last = null; for (let i = 0; i < 100; i++) last = window.open("/perilla?" + i); return last; });
  if (query.has("heti")) for (const button of document.querySelectorAll("button[id^=open-]")) button.click();`),

    "/siirrot": () => trial("Siirrot", links([
      ["linkki", away], ["ohjaus-301", `/ohjaus?koodi=301`], ["ohjaus-307", `/ohjaus?koodi=307`], ["ketju", "/ketju?n=5"], ["meta", "/meta"], ["header", "/refresh"], ["script-location", "/siirto?tapa=location"],
      ["script-replace", "/siirto?tapa=replace"], ["script-assign", "/siirto?tapa=assign"], ["lomake", "/siirto?tapa=lomake"], ["klikkaus", "/siirto?tapa=klikkaus"], ["ajastin", "/siirto?tapa=ajastin"],
      ["oma", "/ohjaus?koodi=302&minne=/perilla"],
    ])),
    "/ohjaus": (visit) => redirect(target(site, visit.url), {}, Number(visit.url.searchParams.get("koodi") ?? "302")),
    "/ketju": (visit) => {
      const left = Number(visit.url.searchParams.get("n") ?? "0");
      const to = target(site, visit.url);
      return redirect(left <= 0 ? to : `${own}/ketju?n=${left - 1}&minne=${encodeURIComponent(to)}`);
    },
    "/silmukka": () => redirect("/silmukka"),
    "/refresh": (visit) => text("<p>Hetki.</p>", "text/html", { refresh: `0; url=${target(site, visit.url)}` }),
    "/meta": (visit) => text(`<!doctype html><meta http-equiv="refresh" content="0; url=${escape(target(site, visit.url))}"><p>Hetki.</p>`, "text/html"),
    "/siirto": (visit) => trial("Siirto", `<form id="f" method="post" action="${escape(target(site, visit.url))}"></form><a id="a" href="${escape(target(site, visit.url))}">a</a>`, `
  const to = ${JSON.stringify(target(site, visit.url))};
  const ways = { location: () => { location = to; }, replace: () => location.replace(to), assign: () => location.assign(to), lomake: () => document.getElementById("f").submit(),
    klikkaus: () => document.getElementById("a").click(), ajastin: () => setTimeout(() => { location.href = to; }, 50) };
  ways[query.get("tapa")]?.();`),

    "/kehykset": () => trial("Kehykset", `<iframe id="oma" src="/perilla"></iframe><iframe id="karkaava" src="/ohjaus"></iframe><iframe id="meta" src="/meta"></iframe>
<iframe id="vieras" src="${site.origin(siteHosts.frame)}/kehys"></iframe><iframe id="ylos" src="${site.origin(siteHosts.frame)}/ylos"></iframe><iframe id="suora" src="${away}"></iframe>
<iframe id="srcdoc" srcdoc="<p>srcdoc</p><iframe src='${away}'></iframe>"></iframe><iframe id="data" src="data:text/html,<p>data</p>"></iframe><iframe id="tyhja" src="about:blank"></iframe>
<object data="${away}"></object><embed src="${away}">`, `await new Promise((done) => addEventListener("load", done)); report("kehyksia", frames.length);`),
    "/skeemat": () => trial("Skeemat", links([...schemes.map((to, index) => [`s${index}`, escape(to)] as const), ["blob", "#"]]), `
  document.getElementById("blob").href = URL.createObjectURL(new Blob(["<h1>karku</h1>"], { type: "text/html" }));
  if (!query.has("heti")) return;
  for (const link of document.querySelectorAll("#sisalto a")) { link.click(); await new Promise((next) => setTimeout(next, 100)); }
  const frame = document.body.appendChild(document.createElement("iframe"));
  for (const link of document.querySelectorAll("#sisalto a")) { frame.src = link.href; await new Promise((next) => setTimeout(next, 50)); }
  report("kokeiltu", document.querySelectorAll("#sisalto a").length);`),

    "/kyselyt": () => trial("Kyselyt", links([
      ["alert", "/kyselytulva?laji=alert"], ["confirm", "/kyselytulva?laji=confirm"], ["prompt", "/kyselytulva?laji=prompt"], ["yksi-alert", "/kysely?laji=alert"], ["yksi-confirm", "/kysely?laji=confirm"],
      ["yksi-prompt", "/kysely?laji=prompt"], ["lahto", "/lahto"],
    ])),
    "/kysely": () => trial("Kysely", "<p>Yksi kysymys.</p>", `
  const kind = query.get("laji");
  const answer = kind === "confirm" ? confirm("Jatketaanko?") : kind === "prompt" ? prompt("Mikä on nimesi?", "Aino") : alert("Huomio!");
  report("vastaus", answer === undefined ? "undefined" : answer);`),
    "/kyselytulva": () => trial("Kyselytulva", "<p>Loputtomia kysymyksiä.</p>", `
  const ask = window[["confirm", "prompt"].includes(query.get("laji")) ? query.get("laji") : "alert"];
  for (let i = 1; ; i++) { report("kysytty", i); ask("Et pääse pois " + i); }`),
    "/lahto": () => trial("Älä lähde", `<p>Tämä sivu ei halua päästää pois.</p><button id="aktivoi">Kosketa</button>`, `
  addEventListener("beforeunload", (event) => { event.preventDefault(); event.returnValue = "Älä lähde"; });
  addEventListener("unload", () => { for (let i = 0; i < 10; i++) alert("vielä"); });
  history.pushState(1, "", "#1"); addEventListener("popstate", () => history.pushState(1, "", "#1"));`),
    "/jumi": (visit) => trial("Jumi", `<button id="jumita">Jumita</button>`, `
  const spin = () => { report("alkoi", "1"); setTimeout(() => { for (;;); }, 50); };
  document.getElementById("jumita").addEventListener("click", spin);${visit.url.searchParams.has("heti") ? "\n  spin();" : ""}`),
    "/muisti": () => trial("Muisti", `<button id="syo">Syö muistia</button>`, `
  const eat = () => { const held = []; window.held = held; for (let i = 0; ; i++) held.push(new Uint8Array(64 * 1024 * 1024).fill(i & 255)); };
  document.getElementById("syo").addEventListener("click", eat); if (query.has("heti")) setTimeout(eat, 50);`),
    "/historia": () => trial("Historia", "", `for (let i = 0; i < 500; i++) history.pushState(i, "", "#" + i); report("lisatty", 500);`),
    "/tulostukset": () => trial("Tulostukset", `<button id="tulosta">Tulosta</button><p>TULOSTE-KOE</p>`, `
  document.getElementById("tulosta").addEventListener("click", () => window.print());
  if (query.has("tulva")) for (let i = 0; i < 50; i++) window.print();`),
    "/valikko": () => trial("Valikko", `<p id="teksti">Valitse tämä teksti ja paina pitkään.</p><p><a id="linkki" href="/perilla">Linkki</a></p><input id="kentta" value="teksti">
<img id="kuva" alt="kuva" width="120" height="80" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='120' height='80'%3E%3Crect width='120' height='80' fill='%2300506e'/%3E%3C/svg%3E">
<div id="raahaa" draggable="true">Raahaa</div>`, `
  addEventListener("contextmenu", (event) => report("contextmenu", event.defaultPrevented ? "estetty" : "auki"));`),

    "/http-tunnus": () => challenge('Basic realm="Kokeet"'),
    "/http-tunnus-digest": () => challenge('Digest realm="Kokeet", nonce="koe", algorithm=MD5'),
    "/http-tunnus-negotiate": () => challenge("Negotiate"),
    "/virhe": (visit) => text("Virhe palvelimella.\n  at Object.<anonymous> (/srv/app/server.js:10:5)", "text/plain", {}, Number(visit.url.searchParams.get("koodi") ?? "500")),
    "/katkos": () => ({ raw: (response) => response.socket?.destroy() }),
    "/hidas": () => ({ raw: () => undefined }),
    "/rikki": () => ({ raw: (response) => response.socket?.end("TÄMÄ EI OLE HTTP\r\n\r\n") }),
  };
}

const challenge = (how: string): Answer => text("Tunnus puuttuu.", "text/plain", { "www-authenticate": how }, 401);

/** The foreign frame: a page that behaves, one that sends the whole window away, and one that asks for every permission. */
export function frameRoutes(site: Site): Routes {
  const away = `${site.origin(siteHosts.forbidden)}/perilla`;
  return {
    "/kehys": () => trial("Kehys", `<a id="pois" href="${away}">pois</a>`, `report("kehys", "1");`),
    "/ylos": () => trial("Ylös", "", `setTimeout(() => { try { top.location = ${JSON.stringify(away)}; } catch (error) { report("ylos", error.name); } }, 50);`),
  };
}
