import { startFakePrinter, type FakePrinter, type FakePrinterOptions } from "../rigs/printer-fake-server.ts";
import { describePrinter, type PrinterBench } from "./printer-contract.ts";

/** The fake makes a page at each look, so nothing needs to be slow, and it keeps no text. */
async function setUpFake(options: FakePrinterOptions): Promise<PrinterBench> {
  const fake: FakePrinter = await startFakePrinter(options);
  return {
    url: fake.url,
    haste: 20,
    setFault: ({ reasons = [], abort = false }) => {
      fake.setFault({ reasons, abort });
      return Promise.resolve();
    },
    paper: () =>
      Promise.resolve(fake.paper.map(({ ticket }) => ({
        jobName: String(ticket.get("job-name")), user: String(ticket.get("requesting-user-name")),
        sides: String(ticket.get("sides")), media: String(ticket.get("media")), texts: null,
      }))),
    rest: () => Promise.resolve(),
    unplug: () => fake.unplug(),
    replug: () => fake.replug(),
    close: () => fake.close(),
  };
}

describePrinter("fake in memory", () => setUpFake({}));
