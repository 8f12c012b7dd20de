import { bytes, text, type Answer, type Routes } from "./http.ts";
import { escape, facts, field, page } from "./html.ts";
import { makePdf } from "./pdf.ts";
import type { SignIn } from "./sign-in.ts";
import { siteHosts, type Site, type Upload } from "./site.ts";
import { readMultipart } from "./upload.ts";

const site = "Asiointipalvelu";

/** What a file field lets through, by the word in the address: `/liite?hyvaksy=kuvat&maara=yksi`. */
const accepts: Readonly<Record<string, string>> = {
  kaikki: "",
  pdf: ".pdf,application/pdf",
  kuvat: "image/*",
  "pdf-kuvat": ".pdf,image/jpeg,image/png",
  teksti: "text/plain,.txt",
  outo: ".xyz",
};

/** The portal: front page, application with an attachment, decision to download. */
export function portalRoutes(shared: Site, signIn: SignIn): Routes {
  const received = (files: readonly Upload[], who?: string): Answer => {
    shared.uploads.push(...files);
    const rows = files.map((file, index) => `<h2>Liite ${index + 1}</h2>${facts([
      [`nimi-${index + 1}`, "Tiedosto", file.name], [`koko-${index + 1}`, "Koko", `${file.size} tavua`],
      [`tyyppi-${index + 1}`, "Tyyppi", file.type], [`tarkiste-${index + 1}`, "Tarkiste (SHA-256)", file.sha256],
    ])}`).join("");
    return page({
      site, title: "Hakemus on vastaanotettu", ...(who === undefined ? {} : { who }),
      body: `<p class="note" id="vastaanotettu" data-count="${files.length}">Saimme hakemuksesi. Liitteitä: ${files.length}.</p>${rows}
<p class="screen-only"><a class="button quiet" href="/">Etusivulle</a></p>`,
    });
  };

  const receive = async (visit: Parameters<Routes[string]>[0], who?: string): Promise<Answer> => {
    const form = readMultipart(visit.headers["content-type"], await visit.body());
    return form === undefined ? page({ site, title: "Lomake ei kelpaa", body: "", status: 400 }) : received(form.files, who);
  };

  const application = (action: string, accept: string, multiple: boolean, who?: string): Answer => page({
    site, title: "Liitteen lähettäminen", ...(who === undefined ? {} : { who }),
    body: `<form method="post" action="${action}" enctype="multipart/form-data">
${field("nimi", "Nimi")}${field("sahkoposti", "Sähköposti", { type: "email" })}${field("puhelin", "Puhelinnumero", { type: "tel" })}
<div class="field"><label for="asia">Asia</label><textarea id="asia" name="asia" rows="3"></textarea></div>
<div class="field"><label for="liite">${multiple ? "Liitteet" : "Liite"}</label><p class="hint">Esimerkiksi tiliote tai lääkärintodistus.</p>
<input id="liite" name="liite" type="file"${multiple ? " multiple" : ""}${accept === "" ? "" : ` accept="${escape(accept)}"`}></div>
<button type="submit">Lähetä</button></form>`,
  });

  return {
    ...signIn.serviceRoutes(siteHosts.portal, "/oma"),
    "/": () => page({
      site, title: "Miten voimme auttaa?",
      body: `<ul class="cards">
<li><a href="/oma"><b>Oma asiointi</b><span>Kirjaudu ja hoida asiasi</span></a></li>
<li><a href="/liite"><b>Lähetä liite</b><span>Ilman kirjautumista</span></a></li>
<li><a href="/tiedote"><b>Tiedote</b><span>Lue ja tulosta</span></a></li></ul>`,
    }),
    "/tiedote": () => page({
      site, title: "Palvelupisteen aukioloajat", body: `<p>Palvelupiste on auki arkisin kello 9–16.</p><p>Voit tulla ilman aikaa tai varata ajan nimimerkillä.</p>`,
    }),
    "/oma": (visit) => {
      const who = signIn.personOf(visit);
      if (who === undefined) return signIn.require(visit);
      return page({
        site, title: `Tervetuloa, ${who}`, who,
        body: `<ul class="cards"><li><a href="/oma/hakemus"><b>Hae tukea</b><span>Hakemus ja liitteet</span></a></li>
<li><a href="/oma/paatos.pdf"><b>Päätös</b><span>Lataa PDF</span></a></li></ul><p><a class="button quiet" id="ulos" href="/kirjaudu-ulos">Kirjaudu ulos</a></p>`,
      });
    },
    "/oma/hakemus": (visit) => {
      const who = signIn.personOf(visit);
      return who === undefined ? signIn.require(visit) : application("/oma/hakemus", accepts["pdf-kuvat"] ?? "", true, who);
    },
    "POST /oma/hakemus": async (visit) => {
      const who = signIn.personOf(visit);
      return who === undefined ? signIn.require(visit) : await receive(visit, who);
    },
    "/oma/paatos.pdf": (visit) => {
      const who = signIn.personOf(visit);
      if (who === undefined) return signIn.require(visit);
      return bytes(makePdf("Päätös", [["Päätös", "", `Hakija: ${who}`, "Hakemus on hyväksytty.", "Mallipäätös 1/2026"]]), "application/pdf", {
        "content-disposition": "attachment; filename=\"paatos.pdf\"; filename*=UTF-8''p%C3%A4%C3%A4t%C3%B6s.pdf",
      });
    },
    "/liite": (visit) => {
      const accept = accepts[visit.url.searchParams.get("hyvaksy") ?? "kaikki"] ?? "";
      return application("/liite", accept, visit.url.searchParams.get("maara") === "monta");
    },
    "POST /liite": (visit) => receive(visit),
    "/liite/tarkiste": () => text(JSON.stringify(shared.uploads), "application/json"),
  };
}
