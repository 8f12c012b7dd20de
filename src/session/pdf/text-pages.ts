import { a4, type TextFont, type TextPage } from "./text-page.ts";

/** A text as pages of typewriter letters, in one of PDF's fourteen standard fonts, so that nothing has to be embedded. */

const pointSize = 10;
const lineHeight = 13;
const margin = 56;
/** Every letter of Courier is 600/1000 em wide (Adobe Core 14 font metrics). */
const columns = Math.floor((a4.widthPt - 2 * margin) / (pointSize * 0.6));
const linesPerPage = Math.floor((a4.heightPt - 2 * margin) / lineHeight);
const tabWidth = 8;

/** Names of letters outside ASCII (Adobe Glyph List): Latin-1, the Sámi languages, their neighbours, and printed signs. */
const glyphNames: Readonly<Record<string, string>> = {
  "\u00a0": "space", "¡": "exclamdown", "£": "sterling", "¤": "currency", "¥": "yen", "§": "section", "¨": "dieresis", "©": "copyright", "ª": "ordfeminine", "«": "guillemotleft",
  "®": "registered", "°": "degree", "±": "plusminus", "²": "twosuperior", "³": "threesuperior", "´": "acute", "µ": "mu", "¶": "paragraph", "·": "periodcentered", "¹": "onesuperior",
  "º": "ordmasculine", "»": "guillemotright", "¼": "onequarter", "½": "onehalf", "¾": "threequarters", "¿": "questiondown", "À": "Agrave", "Á": "Aacute", "Â": "Acircumflex", "Ã": "Atilde",
  "Ä": "Adieresis", "Å": "Aring", "Æ": "AE", "Ç": "Ccedilla", "È": "Egrave", "É": "Eacute", "Ê": "Ecircumflex", "Ë": "Edieresis", "Ì": "Igrave", "Í": "Iacute", "Î": "Icircumflex",
  "Ï": "Idieresis", "Ð": "Eth", "Ñ": "Ntilde", "Ò": "Ograve", "Ó": "Oacute", "Ô": "Ocircumflex", "Õ": "Otilde", "Ö": "Odieresis", "×": "multiply", "Ø": "Oslash", "Ù": "Ugrave",
  "Ú": "Uacute", "Û": "Ucircumflex", "Ü": "Udieresis", "Ý": "Yacute", "Þ": "Thorn", "ß": "germandbls", "à": "agrave", "á": "aacute", "â": "acircumflex", "ã": "atilde", "ä": "adieresis",
  "å": "aring", "æ": "ae", "ç": "ccedilla", "è": "egrave", "é": "eacute", "ê": "ecircumflex", "ë": "edieresis", "ì": "igrave", "í": "iacute", "î": "icircumflex", "ï": "idieresis",
  "ð": "eth", "ñ": "ntilde", "ò": "ograve", "ó": "oacute", "ô": "ocircumflex", "õ": "otilde", "ö": "odieresis", "÷": "divide", "ø": "oslash", "ù": "ugrave", "ú": "uacute",
  "û": "ucircumflex", "ü": "udieresis", "ý": "yacute", "þ": "thorn", "ÿ": "ydieresis", "Č": "Ccaron", "č": "ccaron", "Đ": "Dcroat", "đ": "dcroat", "Ŋ": "Eng", "ŋ": "eng",
  "Š": "Scaron", "š": "scaron", "Ŧ": "Tbar", "ŧ": "tbar", "Ž": "Zcaron", "ž": "zcaron", "Ǥ": "uni01E4", "ǥ": "uni01E5", "Ǧ": "Gcaron", "ǧ": "gcaron", "Ǩ": "uni01E8",
  "ǩ": "uni01E9", "Ʒ": "uni01B7", "ʒ": "uni0292", "Ǯ": "uni01EE", "ǯ": "uni01EF", "Ł": "Lslash", "ł": "lslash", "Ń": "Nacute", "ń": "nacute", "Ś": "Sacute", "ś": "sacute",
  "Ż": "Zdotaccent", "ż": "zdotaccent", "Œ": "OE", "œ": "oe", "ʹ": "uni02B9", "ʼ": "quoteright", "–": "endash", "—": "emdash", "‘": "quoteleft", "’": "quoteright", "‚": "quotesinglbase",
  "“": "quotedblleft", "”": "quotedblright", "„": "quotedblbase", "†": "dagger", "•": "bullet", "…": "ellipsis", "‰": "perthousand", "‹": "guilsinglleft", "›": "guilsinglright",
  "€": "Euro", "™": "trademark", "−": "minus", "→": "arrowright", "←": "arrowleft",
};
/** What stands for a letter that Courier does not have. */
const unknownLetter = "?";

/** Lines of at most {@link columns} letters, broken at the last space where there is one; a form feed ends a page. */
export function textLines(text: string): string[] {
  const normal = text.replace(/^\ufeff/u, "").normalize("NFC").replace(/\r\n?/gu, "\n").replace(/\f/gu, "\n\f\n");
  return normal.replace(/\n$/u, "").split("\n").flatMap((line) => wrap(spaceTabs(line)));
}

const spaceTabs = (line: string): string =>
  line.replace(/([^\t]*)\t/gu, (_, before: string) => before.padEnd(before.length + (tabWidth - (before.length % tabWidth))));

function wrap(line: string): string[] {
  const lines: string[] = [];
  let rest = Array.from(line);
  while (rest.length > columns) {
    const space = rest.lastIndexOf(" ", columns);
    const cut = space > 0 ? space : columns;
    lines.push(rest.slice(0, cut).join(""));
    rest = rest.slice(space > 0 ? cut + 1 : cut);
  }
  lines.push(rest.join(""));
  return lines;
}

/** How many sheets' sides a text takes. */
export const countTextPages = (text: string): number => paged(textLines(text)).length;

function paged(lines: readonly string[]): string[][] {
  const pages: string[][] = [[]];
  for (const line of lines) {
    const page = pages.at(-1) ?? [];
    if (line === "\f") pages.push([]);
    else if (page.length >= linesPerPage) pages.push([line]);
    else page.push(line);
  }
  return pages;
}

/** Codes 128 … 255 are given to the text's own letters in the order in which they come; a 129th is one too many. */
function encodingOf(text: string): Map<string, number> {
  const codes = new Map<string, number>();
  for (const letter of text) {
    if (letter > "\u007e" && glyphNames[letter] !== undefined && !codes.has(letter) && codes.size < 128) codes.set(letter, 128 + codes.size);
  }
  return codes;
}

const hexOf = (line: string, codes: ReadonlyMap<string, number>): string =>
  Buffer.from(Array.from(line, (letter) => (letter >= " " && letter <= "~" ? letter.charCodeAt(0) : (codes.get(letter) ?? unknownLetter.charCodeAt(0))))).toString("hex");

/** The pages of a text. Operators: ISO 32000-1, 9.4; encodings by `/Differences`: 9.6.6. `drawing` is put before the letters of each page. */
export function textPages(text: string, drawing = ""): TextPage[] {
  const codes = encodingOf(text);
  const names = [...codes.keys()].map((letter) => `/${glyphNames[letter] ?? "question"}`);
  const differences = names.length === 0 ? "" : ` /Differences [128 ${names.join(" ")}]`;
  const font: TextFont = { dictionary: `<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding${differences} >> >>` };
  return paged(textLines(text)).map((lines) => ({
    kind: "text",
    font,
    content: `${drawing}BT /F ${pointSize} Tf ${lineHeight} TL ${margin} ${(a4.heightPt - margin - pointSize).toFixed(2)} Td\n${lines.map((line) => `<${hexOf(line, codes)}> Tj T*\n`).join("")}ET\n`,
  }));
}
