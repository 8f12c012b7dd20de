// @ts-check
// Written for any Node that knows ES modules, so that an old one is told what to do instead of failing on syntax.
import { checkNode } from "./setup/check-node.mjs";

if (checkNode(process.version)) {
  import("./setup/set-up.mjs")
    .then(({ runWithSetUp }) => runWithSetUp("run", ["scripts/run/start-booth.ts", ...process.argv.slice(2)]))
    .then((code) => process.exit(code));
} else process.exit(1);
