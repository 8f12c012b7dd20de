import { cookie, formOf, redirect, text, type Routes, type Visit } from "./http.ts";
import { escape, facts, field, page } from "./html.ts";
import { logOutFault } from "./sign-in.ts";
import type { Payment, Site } from "./site.ts";

const site = "Mallipankki";

const rows = (payment: Payment) => facts([
  ["v-tili", "Saajan tili", payment.account], ["v-summa", "Summa", `${payment.amount} €`], ["v-viite", "Viite", payment.reference],
  ["v-erapaiva", "Eräpäivä", payment.dueDate], ["v-viivakoodi", "Viivakoodi", payment.barCode],
]);

/** The bank: sign-in, payment form, confirmation. What was confirmed is kept as it was typed. */
export function bankRoutes(shared: Site): Routes {
  const sessions = new Set<string>();
  const drafts = new Map<string, Payment>();
  const session = (visit: Visit) => visit.cookies.get("pankki") ?? "";
  const signedIn = (visit: Visit) => sessions.has(session(visit));
  const guarded = (run: Routes[string]): Routes[string] => (visit) => (signedIn(visit) ? run(visit) : redirect("/"));

  return {
    "/": (visit) => signedIn(visit) ? redirect("/maksu") : page({
      site, title: "Kirjaudu verkkopankkiin",
      body: `<form method="post" action="/kirjaudu">${field("tunnus", "Käyttäjätunnus", { attributes: 'inputmode="numeric" required' })}
${field("salasana", "Salasana", { type: "password", attributes: "required" })}<button type="submit">Kirjaudu</button></form>`,
    }),
    "POST /kirjaudu": async (visit) => {
      const form = await formOf(visit);
      if ((form.get("tunnus") ?? "") === "" || (form.get("salasana") ?? "") === "") return redirect("/", {}, 303);
      const id = shared.newId();
      sessions.add(id);
      return redirect("/maksu", { "set-cookie": cookie("pankki", id) }, 303);
    },
    "/maksu": guarded(() => page({
      site, title: "Uusi maksu", scripts: ["/maksu.js"],
      body: `<form method="post" action="/maksu">
${field("viivakoodi", "Viivakoodi", { hint: "54 numeroa. Täytämme muut kohdat puolestasi.", attributes: 'inputmode="numeric" maxlength="60"' })}
${field("saajan-tili", "Saajan tilinumero")}${field("summa", "Summa (euroa)", { attributes: 'inputmode="decimal"' })}${field("viite", "Viitenumero")}
${field("erapaiva", "Eräpäivä", { hint: "Esimerkiksi 31.12.2026" })}<button type="submit">Jatka</button> <a class="button quiet" href="/kirjaudu-ulos">Kirjaudu ulos</a></form>`,
    })),
    "POST /maksu": guarded(async (visit) => {
      const form = await formOf(visit);
      const value = (name: string) => (form.get(name) ?? "").trim();
      const payment: Payment = {
        account: value("saajan-tili"), amount: value("summa"), reference: value("viite"), dueDate: value("erapaiva"), barCode: value("viivakoodi"),
      };
      if (payment.account === "" || payment.amount === "") return page({ site, title: "Tilinumero tai summa puuttuu", body: `<p><a class="button" href="/maksu">Takaisin</a></p>`, status: 400 });
      const id = shared.newId();
      drafts.set(id, payment);
      return page({
        site, title: "Vahvista maksu",
        body: `${rows(payment)}<form method="post" action="/vahvista"><input type="hidden" name="maksu" value="${escape(id)}"><button type="submit">Vahvista</button></form>`,
      });
    }),
    "POST /vahvista": guarded(async (visit) => {
      const id = (await formOf(visit)).get("maksu") ?? "";
      const payment = drafts.get(id);
      if (payment === undefined) return redirect("/maksu", {}, 303);
      drafts.delete(id);
      shared.payments.push(payment);
      return page({ site, title: "Maksu on vastaanotettu", body: `<p class="note" id="maksettu">Maksu on tallessa.</p>${rows(payment)}` });
    }),
    "/kirjaudu-ulos": (visit) => {
      const fault = logOutFault(shared);
      if (fault !== undefined) return fault;
      sessions.delete(session(visit));
      return redirect("/ulkona", { "set-cookie": cookie("pankki", "", 0) });
    },
    "/ulkona": () => page({ site, title: "Olet kirjautunut ulos", body: `<p class="note">Istunto on päättynyt.</p>` }),
    "/maksu.js": () => text(barCodeScript, "text/javascript"),
  };
}

/**
 * What banks' pages do when a whole bar code is typed: fill in the parts. Layout: Finance Finland, bank bar code guide v5.3:
 * version 4 = account 16, euros 6, cents 2, reserve 3, reference 20, due date 6; version 5 = account 16, amount 8, RF check 2, reference 21, due date 6.
 */
const barCodeScript = `
const $ = (id) => document.getElementById(id);
$("viivakoodi").addEventListener("input", () => {
  const code = $("viivakoodi").value.replace(/\\s/g, "");
  const found = /^4(\\d{16})(\\d{6})(\\d{2})000(\\d{20})(\\d{6})$/.exec(code) ?? /^5(\\d{16})(\\d{6})(\\d{2})(\\d{23})(\\d{6})$/.exec(code);
  if (!found) return;
  const [, account, euros, cents, reference, date] = found;
  $("saajan-tili").value = "FI" + account;
  $("summa").value = Number(euros) + "," + cents;
  $("viite").value = code[0] === "4" ? reference.replace(/^0+/, "") : "RF" + reference.slice(0, 2) + reference.slice(2).replace(/^0+/, "");
  $("erapaiva").value = date === "000000" ? "" : Number(date.slice(4)) + "." + Number(date.slice(2, 4)) + ".20" + date.slice(0, 2);
});
`;
