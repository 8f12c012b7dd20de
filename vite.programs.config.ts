import { builtinModules } from "node:module";
import { join } from "node:path";
import { defineConfig, type EnvironmentOptions, type Plugin } from "vite";

/** The booth's three Node programs and the one that starts them for `npm start`, one CommonJS file each into dist/programs: what `node --build-snapshot` reads. */
const programs = { core: "src/core/core.ts", session: "src/session/session-process.ts", "device-host": "src/devices/host/device-host.ts", start: "scripts/run/start-booth.ts" };
/** Native code is loaded when it is needed (src/program). */
const natives = ["better-sqlite3", "node-hid", "serialport"];

/**
 * Parts of Node that keep state which a snapshot cannot hold (http's parser) or that Node has not verified in one: each process
 * loads its own, before anything of ours runs (nodejs.org/api/v8.html#v8startupsnapshotadddeserializecallbackcallback-data).
 */
const late = ["child_process", "http", "https", "module", "vm"];

function lateBuiltins(): Plugin {
  const eager = new RegExp(`^(?:let|const|var) (\\w+) = require\\("(?:node:)?(${late.join("|")})"\\);$`, "gmu");
  return {
    name: "virtu-late-builtins",
    renderChunk: (code) => ({
      code: code.replace(eager, (_line, name: string, builtin: string) => `let ${name}; require("node:v8").startupSnapshot.addDeserializeCallback(() => { ${name} = process.getBuiltinModule("${builtin}"); });`),
      map: null,
    }),
  };
}

const bundle = (name: string, entry: string): EnvironmentOptions => ({
  consumer: "server",
  resolve: { noExternal: true, conditions: ["node", "import", "module", "default"] },
  build: {
    outDir: "dist/programs",
    emptyOutDir: false,
    copyPublicDir: false,
    target: "node24",
    minify: false,
    rollupOptions: {
      input: join(import.meta.dirname, entry),
      external: [...natives, /\/tests\//, /^node:/, ...builtinModules],
      output: { format: "cjs", entryFileNames: `${name}.cjs`, codeSplitting: false },
    },
  },
});

export default defineConfig({
  publicDir: false,
  plugins: [lateBuiltins()],
  environments: Object.fromEntries(Object.entries(programs).map(([name, entry]) => [name.replace("-", "_"), bundle(name, entry)])),
  builder: {
    async buildApp(builder) {
      for (const name of Object.keys(programs)) {
        const environment = builder.environments[name.replace("-", "_")];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
