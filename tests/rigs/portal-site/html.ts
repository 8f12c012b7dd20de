import { text, type Answer } from "./http.ts";

/** Text that is safe between tags and inside quoted attributes. */
export const escape = (raw: string): string =>
  raw.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign);

export interface PageOptions {
  /** Name of the made-up service in the head of the page. */
  readonly site: string;
  readonly title: string;
  readonly body: string;
  /** Shown at the right end of the head, e.g. the name of who is signed in. */
  readonly who?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly status?: number;
  /** Scripts and styles inside the page, as the pages for security tests have them. Others carry a strict policy. */
  readonly inline?: boolean;
  readonly scripts?: readonly string[];
}

/** Real public sites forbid what they do not need; a kiosk must work under the same policy. */
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** A calm page in the manner of Finnish public services. */
export function page(options: PageOptions): Answer {
  const scripts = (options.scripts ?? []).map((source) => `<script src="${source}" defer></script>`).join("");
  const html = `<!doctype html>
<html lang="fi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(options.title)} – ${escape(options.site)}</title><link rel="stylesheet" href="/tyyli.css">${scripts}</head>
<body><a class="skip" href="#sisalto">Siirry sisältöön</a>
<header class="head"><div class="inner"><a class="brand" href="/"><span class="mark" aria-hidden="true"></span>${escape(options.site)}</a>
<span class="who">${options.who === undefined ? "" : escape(options.who)}</span></div></header>
<main id="sisalto" class="inner"><h1>${escape(options.title)}</h1>
${options.body}</main>
<footer class="foot"><div class="inner">Mallisivusto kokeiluun ja esittelyyn. Tämä ei ole oikea palvelu.</div></footer></body></html>`;
  const security = options.inline === true ? {} : { "content-security-policy": policy, "x-content-type-options": "nosniff" };
  return text(html, "text/html", { ...security, ...options.headers }, options.status ?? 200);
}

/** A labelled text field. */
export const field = (id: string, label: string, more: { readonly type?: string; readonly hint?: string; readonly attributes?: string } = {}): string =>
  `<div class="field"><label for="${id}">${escape(label)}</label>${more.hint === undefined ? "" : `<p class="hint" id="${id}-ohje">${escape(more.hint)}</p>`}
<input id="${id}" name="${id}" type="${more.type ?? "text"}"${more.hint === undefined ? "" : ` aria-describedby="${id}-ohje"`} autocomplete="off" ${more.attributes ?? ""}></div>`;

/** Pairs of a name and a value, the value with an id for tests. */
export const facts = (rows: readonly (readonly [id: string, name: string, value: string])[]): string =>
  `<dl class="facts">${rows.map(([id, name, value]) => `<dt>${escape(name)}</dt><dd id="${id}">${escape(value)}</dd>`).join("")}</dl>`;

export const style = `
:root{--ink:#1c2b33;--soft:#4b5d68;--blue:#00506e;--blue-2:#003a50;--line:#c6d1d8;--paper:#fff;--field:#f3f6f8;--good:#0b6b3a;--bad:#a01722}
*{box-sizing:border-box}
body{margin:0;background:var(--field);color:var(--ink);font:1.25rem/1.5 "Inter Variable",Inter,"Source Sans Pro",system-ui,sans-serif}
.inner{max-width:60rem;margin:0 auto;padding:0 1.5rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem}
.head{background:var(--paper);border-bottom:4px solid var(--blue)}
.head .inner{display:flex;align-items:center;justify-content:space-between;min-height:5rem;gap:1rem}
.brand{display:flex;align-items:center;gap:.75rem;color:var(--blue);font-weight:700;font-size:1.5rem;text-decoration:none}
.mark{width:2.25rem;height:2.25rem;border-radius:.5rem;background:linear-gradient(160deg,var(--blue) 55%,#5fa4bd 55%)}
.who{color:var(--soft)}
main{background:var(--paper);min-height:60vh;padding-top:2rem!important;padding-bottom:3rem!important}
h1{font-size:2.1rem;line-height:1.2;margin:0 0 1.25rem;color:var(--blue-2)}h2{font-size:1.5rem;margin:2rem 0 .75rem}
a{color:var(--blue)}p{max-width:44rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem;padding:0;list-style:none}
.cards a{display:block;border:1px solid var(--line);border-left:6px solid var(--blue);border-radius:.25rem;padding:1.1rem 1.25rem;text-decoration:none;min-height:100%}
.cards b{display:block;font-size:1.3rem}.cards span{color:var(--soft)}
.field{margin:0 0 1.25rem}label{display:block;font-weight:600;margin-bottom:.25rem}.hint{margin:0 0 .25rem;color:var(--soft);font-size:1.1rem}
input,textarea,select{width:100%;max-width:34rem;font:inherit;padding:.7rem .85rem;border:2px solid var(--soft);border-radius:.25rem;background:#fff;color:inherit}
input::file-selector-button{font:inherit;padding:.35rem .9rem;margin-right:.8rem}
input:focus,textarea:focus,button:focus,a:focus{outline:4px solid #f2a900;outline-offset:2px}
button,.button{display:inline-block;font:inherit;font-weight:650;background:var(--blue);color:#fff;border:0;border-radius:.25rem;padding:.85rem 1.5rem;cursor:pointer;text-decoration:none;margin:.25rem .5rem .25rem 0}
button.quiet,.button.quiet{background:#fff;color:var(--blue);box-shadow:inset 0 0 0 2px var(--blue)}
.facts{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.5rem 1.5rem;margin:1rem 0;overflow-wrap:anywhere}.facts dt{color:var(--soft)}.facts dd{margin:0;font-weight:600}
.note{border-left:6px solid var(--good);background:#eef7f1;padding:1rem 1.25rem;margin:1rem 0}.note.bad{border-color:var(--bad);background:#fbeef0}
.ticket{border:2px solid var(--ink);border-radius:.5rem;padding:1.5rem;max-width:44rem;margin-bottom:1.5rem}.ticket .route{font-size:1.8rem;font-weight:700}
video{width:100%;max-width:44rem;aspect-ratio:16/9;background:#0c1a20;border-radius:.5rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.5rem;text-align:left}
.foot{padding:1.5rem 0;color:var(--soft);font-size:1.05rem}
@media print{body{background:#fff;font-size:12pt}.head,.foot,.skip,.screen-only{display:none}main{padding:0!important;min-height:0}.sheet{break-after:page}.sheet:last-child{break-after:auto}}
`;
