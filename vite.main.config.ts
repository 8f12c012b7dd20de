import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { defineConfig, type EnvironmentOptions, type Plugin } from "vite";

/**
 * The shell without its screens, into dist/app: main process and preload as CommonJS, and the two scripts that are put into
 * embedded pages. Node 18 and Chromium 114 (Electron 25) are the oldest that have to read it.
 */
const outDir = "dist/app";
const source = (path: string) => join(import.meta.dirname, "src/main", path);

function bundle(entry: string, file: string, format: "cjs" | "iife", target: string): EnvironmentOptions {
  const inNode = format === "cjs";
  return {
    consumer: inNode ? "server" : "client",
    ...(inNode ? { resolve: { noExternal: true, conditions: ["node", "import", "module", "default"] } } : {}),
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      sourcemap: false,
      target,
      minify: true,
      modulePreload: false,
      rollupOptions: {
        input: source(entry),
        external: inNode ? ["electron", /^node:/, ...builtinModules] : [],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

/** What Electron reads first; its `name` is in no path, the profile is the core's choice. */
function packageFile(): Plugin {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8")) as { version: string };
  return {
    name: "virtu-shell-package",
    applyToEnvironment: (environment) => environment.name === "main",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "package.json", source: `${JSON.stringify({ name: "virtu-kiosk-shell", version, private: true, main: "main.cjs" }, null, 2)}\n` });
    },
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [packageFile()],
  environments: {
    main: bundle("main.ts", "main.cjs", "cjs", "node18"),
    preloadScreens: bundle("screens/preload-screens.ts", "preload-screens.cjs", "cjs", "chrome114"),
    pageMain: bundle("web/page/page-main.ts", "page-main.js", "iife", "chrome114"),
    pageIsolated: bundle("web/page/page-isolated.ts", "page-isolated.js", "iife", "chrome114"),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ["main", "preloadScreens", "pageMain", "pageIsolated"]) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
