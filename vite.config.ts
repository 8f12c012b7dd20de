import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the screens. `vite build` makes the booth's own, `vite build --mode harness` the same screens with a
 * made-up window API and sample snapshots behind them, for the tests and pictures of `tests/screens`.
 */
export default defineConfig(({ mode }) => {
  const harness = mode === "harness";
  return {
    root: here("src/renderer"),
    // Relative, because the shell serves the files from its own protocol.
    base: "./",
    publicDir: false,
    plugins: [react()],
    build: {
      // Electron 25.1 brings Chromium 114: the oldest runtime that the shell starts on.
      target: "chrome114",
      cssTarget: "chrome114",
      outDir: here(harness ? "out/screens-harness" : "dist/app/screens"),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      // The content security policy has no data: for fonts and pictures.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { input: here(harness ? "src/renderer/testing/harness.html" : "src/renderer/index.html") },
    },
  };
});
