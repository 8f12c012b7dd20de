import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startPortalSite } from "./portal-site.ts";

/**
 * The stand-in portal as a process of its own: `node main.ts [--port n] [--tray file] [--trials]`. When it listens it prints one
 * line `{"port":…,"services":[ids]}`. `--tray` writes its entries as a file of the service tray; `--trials` takes the security
 * tests' entry in as well. It ends on SIGTERM, SIGINT, and with its parent when that one has forked it.
 */

const { values } = parseArgs({
  options: { port: { type: "string", default: "0" }, tray: { type: "string" }, trials: { type: "boolean", default: false } },
});

const site = await startPortalSite({ port: Number(values.port) });
const services = site.services().filter((service) => values.trials || service.id !== "stand-in-trials");
if (values.tray !== undefined) writeFileSync(values.tray, `${JSON.stringify({ services }, null, 2)}\n`);
process.stdout.write(`${JSON.stringify({ port: site.port, services: services.map((service) => service.id) })}\n`);

const end = () => void site.close().then(() => process.exit(0));
process.once("SIGTERM", end);
process.once("SIGINT", end);
process.once("disconnect", end);
