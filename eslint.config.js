import tseslint from "typescript-eslint";
import { noDroppedResult } from "./scripts/lint/no-dropped-result.mjs";

const strictRules = {
  "virtu/no-dropped-result": "error",
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/consistent-type-imports": "error",
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  // Template texts of numbers are what log details and paths are made of.
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
  // A short way out of a switch reads better than braces around it.
  "@typescript-eslint/no-confusing-void-expression": "off",
  // Our objects are made of closures by factory functions; none of their methods knows `this`, so one may be taken out by name.
  "@typescript-eslint/unbound-method": "off",
  "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "Named exports only: a name that can be searched for." }],
  "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
  "no-console": "error",
};

export default tseslint.config(
  { ignores: ["node_modules", "dist", "out", ".runtime", "resources", "**/*.config.ts", "**/*.config.js", "scripts/**/*.mjs"] },
  {
    files: ["src/**/*.{ts,tsx}", "tests/**/*.{ts,tsx}", "scripts/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { virtu: { rules: { "no-dropped-result": noDroppedResult } } },
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.tests.json", "./src/main/tsconfig.json", "./src/renderer/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: strictRules,
  },
  { files: ["scripts/**/*.ts", "tests/**/*.ts", "src/devices/rigs/*-main.ts"], rules: { "no-console": "off" } },
  {
    files: ["**/*.test.ts", "tests/**/*.{ts,tsx}"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off", "max-lines": ["error", { max: 500 }] },
  },
);
