import { ESLint } from "eslint";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../run/root.ts";

/** Typed lint reads the types of the whole tree first: 5 s on a quiet machine, 27 s beside other work. */
const TYPED_LINT_LIMIT_MS = 120_000;

it("the lint finds a Result that nobody looks at, awaited or not, and leaves the others alone", async () => {
  // With CI=true the parser would read the file from the disk and not this text.
  const eslint = new ESLint({ cwd: root, overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } } });
  const source = `
    import { err, ok, type Result } from "../../src/contract/result.ts";
    const answer = (): Result<number> => (Math.random() > 0.5 ? ok(1) : err("a/b"));
    const later = async (): Promise<Result<number>> => await Promise.resolve(answer());
    export async function use(): Promise<boolean> {
      answer();
      await later();
      let seen = answer();
      seen = answer();
      console.log("not a Result");
      return seen.ok;
    }
  `;
  const [report] = await eslint.lintText(source, { filePath: join(root, "scripts/lint/no-dropped-result.test.ts") });
  const found = report?.messages.filter((message) => message.ruleId === "virtu/no-dropped-result").map((message) => message.line);
  expect(found).toEqual([6, 7]);
}, TYPED_LINT_LIMIT_MS);
