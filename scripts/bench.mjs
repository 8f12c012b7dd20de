// @ts-check
import { checkNode } from "./setup/check-node.mjs";

if (checkNode(process.version)) {
  import("./setup/set-up.mjs")
    .then(({ runWithSetUp }) => runWithSetUp("test", ["tests/bench/bench.ts", ...process.argv.slice(2)]))
    .then((code) => process.exit(code));
} else process.exit(1);
