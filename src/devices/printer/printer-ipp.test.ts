import { startIppPrinterRig } from "../rigs/printer-ipp-rig.ts";
import { describePrinter } from "./printer-contract.ts";
import { benchOf, started } from "./printer-rig-bench.ts";

describePrinter("ippeveprinter", async () => {
  const rig = started(await startIppPrinterRig());
  return benchOf(rig, rig.url, () => Promise.resolve());
});
