import { readFileSync } from "node:fs";
import { protocols } from "./protocols.ts";

/** Exit codes: decoded, refused with a coded error, called wrongly. */
const exit = { decoded: 0, refused: 1, usage: 2 } as const;

const usage = (): string => {
  const list = protocols.map(({ name, reads }) => `${name} (${reads})`).join(", ");
  return `Usage: npm run --silent decode -- <protocol> <text>, where <protocol> is one of: ${list}; \\n in <text> is a line end, and - reads the text from standard input.`;
};

/** A shell's argument cannot easily hold line ends or a reader's control characters, so they may be written as escapes. */
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\" };
const unescaped = (text: string): string =>
  text.replace(/\\(?:([nrt\\])|x([0-9A-Fa-f]{2}))/g, (_, letter: string | undefined, hex: string | undefined) =>
    hex === undefined ? escapes[letter ?? ""] ?? "" : String.fromCharCode(Number.parseInt(hex, 16)));

/** @returns the exit code. Several words of text are one text: a shell has taken its spaces for separators. */
export function main(args: readonly string[]): number {
  const [name, ...words] = args;
  const protocol = protocols.find((candidate) => candidate.name === name);
  if (protocol === undefined || words.length === 0) {
    console.error(usage());
    return exit.usage;
  }
  const text = words.length === 1 && words[0] === "-" ? readFileSync(0, "utf8") : unescaped(words.join(" "));
  const decoded = protocol.decode(text);
  console.log(JSON.stringify(decoded, null, 2));
  return decoded.ok ? exit.decoded : exit.refused;
}
