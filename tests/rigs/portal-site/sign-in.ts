import { cookie, formOf, redirect, type Answer, type Routes, type Visit } from "./http.ts";
import { escape, facts, field, page } from "./html.ts";
import { siteHosts, singleSignOnMs, type Site, type SiteHost } from "./site.ts";

/**
 * Strong sign-in as Suomi.fi has it: the service sends the browser to an identification site, that one to the bank's, and
 * both send it back. The identification site remembers the person for 32 minutes, for every service; closing a page ends nothing.
 */

/** The person of the stand-in bank. There is no other. */
export const standInPerson = "Aino Esimerkki";

interface SingleSignOn {
  readonly person: string;
  readonly until: number;
}

interface Request {
  readonly service: SiteHost;
  readonly state: string;
}

export interface SignIn {
  /** Routes of the identification site and of the bank's identification site, by host. */
  readonly routes: Readonly<Partial<Record<SiteHost, Routes>>>;
  /** Sign-in and log-out routes of a service. */
  serviceRoutes(host: SiteHost, home: string): Routes;
  /** The person that is signed in at this service. */
  personOf(visit: Visit): string | undefined;
  /** Sends the browser to sign in; it comes back to where it was. */
  require(visit: Visit): Answer;
  /** Live sessions at the servers. */
  readonly sessions: () => { readonly singleSignOn: number; readonly services: number };
}

/** The only services that may ask: an identification site that leads anywhere would be an open redirect. */
const services: readonly string[] = [siteHosts.portal, siteHosts.tickets];

export function createSignIn(site: Site): SignIn {
  const signedOn = new Map<string, SingleSignOn>();
  const requests = new Map<string, Request>();
  const bankAnswers = new Map<string, string>();
  const codes = new Map<string, string>();
  const sessions = new Map<string, string>();

  const live = (visit: Visit): SingleSignOn | undefined => {
    const found = signedOn.get(visit.cookies.get("kertakirjautuminen") ?? "");
    return found !== undefined && found.until > site.now() ? found : undefined;
  };

  /** Back to the service with a code that is good for one use. */
  const backToService = (request: Request, person: string, headers: Record<string, string> = {}): Answer => {
    const code = site.newId();
    codes.set(code, person);
    return redirect(`${site.origin(request.service)}/kirjautuminen/paluu?koodi=${code}&tila=${request.state}`, headers);
  };

  const identification: Routes = {
    "/tunnistaudu": (visit) => {
      const service = visit.url.searchParams.get("palvelu") ?? "";
      const state = visit.url.searchParams.get("tila") ?? "";
      if (!services.includes(service)) return wrong("Palvelua ei tunneta.");
      const request = { service: service as SiteHost, state };
      const known = live(visit);
      if (known !== undefined) return backToService(request, known.person);
      const id = site.newId();
      requests.set(id, request);
      return page({
        site: "Tunnistus", title: "Valitse tunnistustapa",
        body: `<p>Sinut ohjataan sen jälkeen takaisin palveluun.</p><ul class="cards">
<li><a id="pankki" href="${site.origin(siteHosts.bankIdentification)}/kirjaudu?pyynto=${id}"><b>Mallipankki</b><span>Verkkopankkitunnukset</span></a></li></ul>`,
      });
    },
    "/paluu": (visit) => {
      const request = requests.get(visit.url.searchParams.get("pyynto") ?? "");
      const person = bankAnswers.get(visit.url.searchParams.get("vastaus") ?? "");
      if (request === undefined || person === undefined) return wrong("Tunnistaminen keskeytyi.");
      requests.delete(visit.url.searchParams.get("pyynto") ?? "");
      bankAnswers.delete(visit.url.searchParams.get("vastaus") ?? "");
      const id = site.newId();
      signedOn.set(id, { person, until: site.now() + singleSignOnMs });
      return backToService(request, person, { "set-cookie": cookie("kertakirjautuminen", id, singleSignOnMs / 1000) });
    },
    "/kirjaudu-ulos": (visit) => {
      const fault = logOutFault(site);
      if (fault !== undefined) return fault;
      signedOn.delete(visit.cookies.get("kertakirjautuminen") ?? "");
      const service = visit.url.searchParams.get("palvelu") ?? "";
      const to = services.includes(service) ? `${site.origin(service as SiteHost)}/ulkona` : `${site.origin(siteHosts.identification)}/ulkona`;
      return redirect(to, { "set-cookie": cookie("kertakirjautuminen", "", 0) });
    },
    "/ulkona": () => page({ site: "Tunnistus", title: "Olet kirjautunut ulos", body: "" }),
  };

  const bank: Routes = {
    "/kirjaudu": (visit) => {
      const id = visit.url.searchParams.get("pyynto") ?? "";
      return page({
        site: "Mallipankki", title: "Kirjaudu tunnuksilla",
        body: `<form method="post" action="/kirjaudu"><input type="hidden" name="pyynto" value="${escape(id)}">
${field("tunnus", "Käyttäjätunnus", { attributes: 'inputmode="numeric" required' })}${field("salasana", "Salasana", { type: "password", attributes: "required" })}
<button type="submit">Jatka</button></form>`,
      });
    },
    "POST /kirjaudu": async (visit) => {
      const form = await formOf(visit);
      const id = form.get("pyynto") ?? "";
      if ((form.get("tunnus") ?? "") === "" || (form.get("salasana") ?? "") === "") return wrong("Tunnus tai salasana puuttuu.");
      return page({
        site: "Mallipankki", title: "Tarkista tietosi", headers: { "set-cookie": cookie("pankki-istunto", site.newId()) },
        body: `${facts([["nimi", "Nimi", standInPerson], ["palvelu", "Tiedot menevät", "Tunnistus"]])}
<form method="post" action="/hyvaksy"><input type="hidden" name="pyynto" value="${escape(id)}"><button type="submit">Hyväksy</button></form>`,
      });
    },
    "POST /hyvaksy": async (visit) => {
      if (!visit.cookies.has("pankki-istunto")) return wrong("Istunto on päättynyt.");
      const form = await formOf(visit);
      const answer = site.newId();
      bankAnswers.set(answer, standInPerson);
      const to = `${site.origin(siteHosts.identification)}/paluu?pyynto=${encodeURIComponent(form.get("pyynto") ?? "")}&vastaus=${answer}`;
      return redirect(to, { "set-cookie": cookie("pankki-istunto", "", 0) }, 303);
    },
  };

  const sessionId = (visit: Visit) => visit.cookies.get("istunto") ?? "";
  return {
    routes: { [siteHosts.identification]: identification, [siteHosts.bankIdentification]: bank },
    personOf: (visit) => sessions.get(sessionId(visit)),
    require: (visit) => redirect(`/kirjaudu?minne=${encodeURIComponent(visit.url.pathname)}`),
    sessions: () => ({ singleSignOn: [...signedOn.values()].filter((one) => one.until > site.now()).length, services: sessions.size }),
    serviceRoutes: (host, home) => ({
      "/kirjaudu": (visit) => {
        const state = site.newId();
        const to = visit.url.searchParams.get("minne") ?? home;
        // Only a path of this very site: `//host` would lead away.
        const back = /^\/(?!\/)[a-z0-9/-]*$/.test(to) ? to : home;
        return redirect(`${site.origin(siteHosts.identification)}/tunnistaudu?palvelu=${host}&tila=${state}`, { "set-cookie": cookie("tila", `${state}:${back}`, 600) });
      },
      "/kirjautuminen/paluu": (visit) => {
        const [state, back] = (visit.cookies.get("tila") ?? "").split(":");
        const code = visit.url.searchParams.get("koodi") ?? "";
        const person = codes.get(code);
        codes.delete(code);
        if (person === undefined || state === "" || state !== visit.url.searchParams.get("tila")) return wrong("Kirjautuminen ei onnistunut.");
        const id = site.newId();
        sessions.set(id, person);
        return redirect(back ?? home, { "set-cookie": [cookie("istunto", id), cookie("tila", "", 0)] });
      },
      "/kirjaudu-ulos": (visit) => {
        const fault = logOutFault(site);
        if (fault !== undefined) return fault;
        sessions.delete(sessionId(visit));
        return redirect(`${site.origin(siteHosts.identification)}/kirjaudu-ulos?palvelu=${host}`, { "set-cookie": cookie("istunto", "", 0) });
      },
      "/ulkona": () => page({ site: "Asiointipalvelu", title: "Olet kirjautunut ulos", body: `<p class="note">Istunto on päättynyt.</p>` }),
    }),
  };
}

/** What the site answers at a log-out address when it is told to misbehave; undefined when it works. */
export function logOutFault(site: Site): Answer | undefined {
  switch (site.faults.logOut) {
    case "works":
      return undefined;
    case "hangs":
      return { raw: () => undefined };
    case "drops":
      return { raw: (response) => response.socket?.destroy() };
    case "fails":
      return page({ site: "Asiointipalvelu", title: "Palvelussa on häiriö", body: "<p>Yritä myöhemmin uudelleen.</p>", status: 500 });
  }
}

const wrong = (reason: string): Answer => page({ site: "Tunnistus", title: "Virhe", body: `<p class="note bad">${escape(reason)}</p>`, status: 400 });
