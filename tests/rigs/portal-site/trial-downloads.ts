import { bytes, text, type Answer, type Routes } from "./http.ts";
import { makePdf } from "./pdf.ts";
import { links, trial } from "./trial-page.ts";

/** Names that a careless program would use as a path, or that show something other than they are. */
export const hostileNames: Readonly<Record<string, string>> = {
  "ylos": "../../../../tmp/karku.txt",
  "ylos-ikkuna": "..\\..\\karku.txt",
  "juuri": "/etc/cron.d/karku",
  "koti": "~/.bashrc",
  "piste": ".bashrc",
  "tyhja": "",
  "pitka": `${"a".repeat(600)}.pdf`,
  "kaanto": "lasku\u202Efdp.exe",
  "rivinvaihto": "a\u0000b\nc.pdf",
  "kaksi": "lasku.pdf.desktop",
  "sivu": "sivu.html",
  "komento": "$(touch karku);`id`.pdf",
  "valilyonti": "  .  ",
  "emoji": "päätös 🧾 čŋ.pdf",
};

/** RFC 6266 and RFC 8187; the header itself can carry ASCII only. */
const attachment = (name: string) =>
  `attachment; filename="${name.replace(/[^ -~]/g, "_").replace(/["\\]/g, (sign) => `\\${sign}`)}"; filename*=UTF-8''${encodeURIComponent(name)}`;

const endless = (chunk: Buffer, head: Record<string, string>, limit = Infinity): Answer => ({
  raw: (response) => {
    response.writeHead(200, head);
    let sent = 0;
    const more = () => {
      while (!response.destroyed && sent < limit) {
        const size = Math.min(chunk.length, limit - sent);
        sent += size;
        if (!response.write(size === chunk.length ? chunk : chunk.subarray(0, size))) return;
      }
      if (sent >= limit) response.end();
    };
    response.on("drain", more);
    more();
  },
});

/** Downloads of every kind (K35): by header, by attribute, from memory, huge, endless, cut off, many, with hostile names. */
export function downloadRoutes(): Routes {
  const chunk = Buffer.alloc(1_048_576, "virtu ");
  return {
    "/lataukset": () => trial("Lataukset", `${links([
      ["liite", "/lataus/liite"], ["maarite", "/lataus/sivu.txt", 'download="oma-nimi.txt"'], ["iso", "/lataus/iso?mt=80"], ["loputon", "/lataus/loputon"], ["katkeava", "/lataus/katkeava"],
      ["hidas", "/lataus/hidas"], ["valhe", "/lataus/valhe"], ...Object.keys(hostileNames).map((key) => [`nimi-${key}`, `/lataus/nimi?n=${key}`] as const),
    ])}${["blob", "data", "tuhat"].map((id) => `<button id="${id}">${id}</button>`).join("")}`, `
  const save = (href, name) => { const link = document.body.appendChild(document.createElement("a")); link.href = href; link.download = name; link.click(); link.remove(); };
  const on = (id, run) => document.getElementById(id).addEventListener("click", run);
  on("blob", () => save(URL.createObjectURL(new Blob(["BLOB-SISALTO"], { type: "text/plain" })), query.get("nimi") ?? "muistista.txt"));
  on("data", () => save("data:text/plain,DATA-SISALTO", "data.txt"));
  on("tuhat", () => { for (let i = 0; i < 1000; i++) save(URL.createObjectURL(new Blob(["n" + i])), "tiedosto-" + i + ".txt"); report("pyydetty", 1000); });
  if (query.has("tuhat")) document.getElementById("tuhat").click();`),
    "/lataus/liite": () => bytes(makePdf("Liite", [["Ladattu liite", "LATAUS-KOE"]]), "application/pdf", { "content-disposition": attachment("liite.pdf") }),
    "/lataus/sivu.txt": () => text("Tavallinen tekstisivu."),
    "/lataus/nimi": (visit) => text("NIMI-KOE", "application/octet-stream", { "content-disposition": attachment(hostileNames[visit.url.searchParams.get("n") ?? ""] ?? "nimi.txt") }),
    "/lataus/iso": (visit) => {
      const size = Math.min(2000, Number(visit.url.searchParams.get("mt") ?? "80")) * 1_000_000;
      return endless(chunk, { "content-type": "application/octet-stream", "content-length": String(size), "content-disposition": attachment("iso.bin") }, size);
    },
    "/lataus/loputon": () => endless(chunk, { "content-type": "application/octet-stream", "content-disposition": attachment("loputon.bin") }),
    "/lataus/katkeava": () => ({
      raw: (response) => {
        response.writeHead(200, { "content-type": "application/pdf", "content-length": "1000000", "content-disposition": attachment("katkeava.pdf") });
        response.write("%PDF-1.4\n", () => response.socket?.destroy());
      },
    }),
    "/lataus/hidas": () => ({
      raw: (response) => {
        response.writeHead(200, { "content-type": "application/pdf", "content-length": "1000", "content-disposition": attachment("hidas.pdf") });
        response.write("%PDF-1.4\n");
      },
    }),
    "/lataus/valhe": () => text("<script>alert(1)</script>", "application/pdf", { "content-disposition": attachment("valhe.pdf") }),
  };
}
