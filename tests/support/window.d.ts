import type { WindowApi } from "../../src/contract/window-api.ts";

declare global {
  /** Functions given to `page.evaluate` run in the page. */
  const window: { readonly virtu: WindowApi };
}
