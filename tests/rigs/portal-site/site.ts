import type { Service } from "../../../src/contract/service-tray.ts";

/** How the site misbehaves; may be changed while it runs. */
export interface Faults {
  /** The log-out address: answers, never answers, answers 500, or cuts the line. */
  logOut: "works" | "hangs" | "fails" | "drops";
  /** Every page of the portal waits this long, ms. */
  delayMs: number;
}

export interface LoggedRequest {
  readonly host: string;
  readonly path: string;
  readonly method: string;
}

/** A file that a form of the site received. */
export interface Upload {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A payment that was confirmed at the stand-in bank; every value as it was typed. */
export interface Payment {
  readonly account: string;
  readonly amount: string;
  readonly reference: string;
  readonly dueDate: string;
  readonly barCode: string;
}

/** The names that the site answers to, each under `.localhost`. */
export const siteHosts = {
  portal: "palvelu",
  identification: "tunnistus",
  bankIdentification: "pankki-tunnistus",
  tickets: "lippu",
  bank: "pankki",
  video: "video",
  /** Pages that try to break out, for security tests. */
  trials: "koe",
  /** A foreign frame that the trials' allow-list names. */
  frame: "kehys",
  /** On no allow-list: a request that arrives here is an escape. */
  forbidden: "kielletty",
} as const;
export type SiteHost = (typeof siteHosts)[keyof typeof siteHosts];

/** What the pages share. */
export interface Site {
  readonly port: number;
  /** A second listener on loopback that stands for everything on this machine that is none of the web's business. */
  readonly innerPort: number;
  /** TLS with a bad certificate. */
  readonly untrustedPort: number;
  readonly faults: Faults;
  readonly origin: (host: SiteHost) => string;
  /** ms since 1970. */
  readonly now: () => number;
  /** An unguessable id. */
  readonly newId: () => string;
  readonly uploads: Upload[];
  readonly payments: Payment[];
}

/** Suomi.fi e-Identification keeps its single sign-on for 32 minutes (kehittajille.suomi.fi). */
export const singleSignOnMs = 32 * 60_000;

/** The tray's entries for the site's hosts, `development: true`. */
export function siteServices(site: Site): Service[] {
  const rules = (hosts: readonly SiteHost[]) => ({
    pages: hosts.map((host) => site.origin(host)),
    privateAddresses: hosts.map((host) => `${host}.localhost`),
  });
  const names = (fi: string, sv: string, en: string) => ({ fi, sv, en, se: fi });
  const shared = { resources: [], permissions: [], tried: { date: new Date(site.now()).toISOString().slice(0, 10) }, development: true } satisfies Partial<Service>;
  const signIn = [siteHosts.identification, siteHosts.bankIdentification];
  return [
    {
      ...shared, ...rules([siteHosts.portal, ...signIn]), id: "stand-in-portal", group: "kela",
      names: names("Asiointipalvelu (malli)", "E-tjänst (modell)", "E-service (stand-in)"),
      descriptions: { fi: "Hakemus, liite ja päätös.", sv: "Ansökan, bilaga och beslut.", en: "Application, attachment and decision." },
      startAddress: `${site.origin(siteHosts.portal)}/`, logOutAddress: `${site.origin(siteHosts.portal)}/kirjaudu-ulos`,
    },
    {
      ...shared, ...rules([siteHosts.tickets, ...signIn]), id: "stand-in-tickets", group: "travel",
      names: names("Matkaliput (malli)", "Biljetter (modell)", "Tickets (stand-in)"),
      descriptions: { fi: "Lippu, jonka voi tulostaa.", sv: "En biljett som kan skrivas ut.", en: "A ticket that can be printed." },
      startAddress: `${site.origin(siteHosts.tickets)}/`, logOutAddress: `${site.origin(siteHosts.tickets)}/kirjaudu-ulos`,
    },
    {
      ...shared, ...rules([siteHosts.bank]), id: "stand-in-bank", group: "banks",
      names: names("Pankki (malli)", "Bank (modell)", "Bank (stand-in)"),
      startAddress: `${site.origin(siteHosts.bank)}/maksu`, logOutAddress: `${site.origin(siteHosts.bank)}/kirjaudu-ulos`,
      billFields: { account: "#saajan-tili", amount: "#summa", reference: "#viite", dueDate: "#erapaiva", barCode: "#viivakoodi" },
    },
    {
      ...shared, ...rules([siteHosts.video]), id: "stand-in-video", group: "health-social", permissions: ["camera", "microphone"],
      names: names("Etätapaaminen (malli)", "Distansmöte (modell)", "Remote meeting (stand-in)"),
      startAddress: `${site.origin(siteHosts.video)}/`, logOutAddress: null,
    },
    {
      ...shared, ...rules([siteHosts.trials, siteHosts.frame]), id: "stand-in-trials", group: "other", resources: "any-https",
      pages: [...rules([siteHosts.trials, siteHosts.frame]).pages, `https://${siteHosts.trials}.localhost:${site.untrustedPort}`],
      names: names("Kokeet", "Prov", "Trials"),
      startAddress: `${site.origin(siteHosts.trials)}/`, logOutAddress: null,
    },
  ];
}
