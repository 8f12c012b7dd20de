import { z } from "zod";
import type { BoothState } from "../../support/booth-under-test.ts";
import { until } from "../../support/until.ts";
import { openPage, type Page } from "./page.ts";

const targetSchema = z.object({ id: z.string(), type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() });
/** Everything in a shell that has an address, as its debugger lists it: pages, frames of other sites, workers. */
export type Target = z.infer<typeof targetSchema>;

export interface ShellEyes {
  targets(): Promise<Target[]>;
  /** The shown shell's own screens. */
  screens(): Promise<Page>;
  /** The embedded page, once its address begins so. */
  web(start: string): Promise<Page>;
  /** A frame or worker of another site, once its address has this in it. */
  other(type: "iframe" | "service_worker", part: string): Promise<Page>;
  close(): void;
}

/** Looks into whichever shell is shown; a page once opened is kept while it answers. */
export function createShellEyes(state: () => BoothState): ShellEyes {
  const open = new Map<string, Page>();

  async function targets(): Promise<Target[]> {
    const port = state().shown?.devToolsPort;
    if (port == null) throw new Error("no shell is shown");
    const list = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(5_000) });
    return z.array(targetSchema).parse(await list.json());
  }
  async function pageOf({ id, webSocketDebuggerUrl }: Target): Promise<Page> {
    const known = open.get(id);
    if (known?.isOpen() === true) return known;
    const page = await openPage(webSocketDebuggerUrl);
    open.set(id, page);
    return page;
  }
  const find = (fits: (target: Target) => boolean, what: string): Promise<Page> => {
    let seen: Target[] = [];
    return until(async () => {
      seen = await targets().catch(() => []);
      const found = seen.find(fits);
      return found === undefined ? null : await pageOf(found).catch(() => null);
    }, what, undefined, () => Promise.resolve(seen.map(({ type, url }) => `${type} ${url}`).join(", ")));
  };
  return {
    targets,
    screens: () => find(({ type, url }) => type === "page" && url.startsWith("virtu://screens/"), "the shown shell's screens"),
    web: (start) => find(({ type, url }) => type === "page" && url.startsWith(start) && !url.startsWith("virtu:"), `an embedded page at ${start}`),
    other: (wanted, part) => find(({ type, url }) => type === wanted && url.includes(part), `a ${wanted} at ${part}`),
    close() {
      for (const page of open.values()) page.close();
      open.clear();
    },
  };
}
