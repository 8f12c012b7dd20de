import type { WindowApi } from "../../src/contract/window-api.ts";

declare global {
  /** Functions given to `page.evaluate` run in the page; our own screens have this there. */
  interface Window {
    readonly virtu: WindowApi;
  }
}
