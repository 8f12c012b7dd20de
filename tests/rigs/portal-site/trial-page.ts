import type { Answer } from "./http.ts";
import { page } from "./html.ts";

/**
 * A page that tries something. Its script may call `report(name, value)`: the text of `#tulos` is all reports as JSON, and
 * `document.body.dataset.done` is set when the script's promise has ended.
 */
export function trial(title: string, body: string, script = "", headers: Record<string, string> = {}): Answer {
  return page({
    site: "Kokeet", title, inline: true, headers,
    body: `${body}<pre id="tulos">{}</pre><script>
const results = {};
const report = (name, value) => { results[name] = value; document.getElementById("tulos").textContent = JSON.stringify(results); };
const attempt = async (name, run) => {
  try { const value = await Promise.race([run(), new Promise((_, no) => setTimeout(no, 5000, new Error("timeout")))]); report(name, value === undefined ? "done" : String(value)); }
  catch (error) { report(name, "refused: " + (error?.name ?? error)); }
};
const query = new URLSearchParams(location.search);
(async () => {${script}
})().finally(() => { document.body.dataset.done = "1"; });
</script>`,
  });
}

/** A list of links, each with an id. */
export const links = (rows: readonly (readonly [id: string, href: string, attributes?: string])[]): string =>
  `<ul>${rows.map(([id, href, attributes]) => `<li><a id="${id}" href="${href}" ${attributes ?? ""}>${id}</a></li>`).join("")}</ul>`;
