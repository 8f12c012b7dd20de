import { text, type Routes } from "./http.ts";
import { facts, page } from "./html.ts";
import type { SignIn } from "./sign-in.ts";
import { siteHosts } from "./site.ts";

const site = "Matkaliput";
/** A word that a test can look for in the print. */
export const ticketNumber = "LIPPU-2026-0417";

/** A ticket to print: by its own button, by itself when it opens (`?heti`), on several sheets (`?sivuja=3`). */
export function ticketRoutes(signIn: SignIn): Routes {
  return {
    ...signIn.serviceRoutes(siteHosts.tickets, "/omat"),
    "/": () => page({
      site, title: "Osta matkalippu",
      body: `<ul class="cards"><li><a href="/lippu"><b>Rovaniemi – Kemijärvi</b><span>Tänään kello 14.20</span></a></li>
<li><a href="/lippu?sivuja=3"><b>Utsjoki – Rovaniemi</b><span>Kolme sivua</span></a></li><li><a href="/omat"><b>Omat liput</b><span>Kirjaudu</span></a></li></ul>`,
    }),
    "/lippu": (visit) => {
      const sheets = Math.min(20, Math.max(1, Number(visit.url.searchParams.get("sivuja") ?? "1") || 1));
      const ticket = (sheet: number) => `<section class="sheet"><div class="ticket"><div class="route">Rovaniemi – Kemijärvi</div>
${facts([[`numero-${sheet}`, "Lipun numero", ticketNumber], [`sivu-${sheet}`, "Sivu", `${sheet} / ${sheets}`], [`lahto-${sheet}`, "Lähtö", "14.20"], [`paikka-${sheet}`, "Paikka", "Vaunu 3, paikka 42"]])}</div></section>`;
      return page({
        site, title: "Lippusi", scripts: [visit.url.searchParams.has("heti") ? "/tulosta-heti.js" : "/tulosta.js"],
        body: `${Array.from({ length: sheets }, (_, index) => ticket(index + 1)).join("")}<p class="screen-only"><button type="button" id="tulosta">Tulosta lippu</button></p>`,
      });
    },
    "/tulosta.js": () => text('document.getElementById("tulosta").addEventListener("click", () => window.print());', "text/javascript"),
    "/tulosta-heti.js": () => text('addEventListener("load", () => window.print());', "text/javascript"),
    "/omat": (visit) => {
      const who = signIn.personOf(visit);
      if (who === undefined) return signIn.require(visit);
      return page({ site, title: "Omat liput", who, body: `<p><a href="/lippu">Rovaniemi – Kemijärvi, ${ticketNumber}</a></p><p><a class="button quiet" href="/kirjaudu-ulos">Kirjaudu ulos</a></p>` });
    },
  };
}
