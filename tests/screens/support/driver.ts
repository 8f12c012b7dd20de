import type { Locator, Page } from "playwright-core";
import type { Action } from "../../../src/contract/actions.ts";
import type { Preferences } from "../../../src/contract/preferences.ts";
import type { WindowMethod, WindowPush } from "../../../src/contract/shell-window.ts";
import type { Snapshot } from "../../../src/contract/snapshot.ts";
import { sample, type SampleName } from "../../../src/renderer/testing/samples.ts";

/** Hands and eyes at the harness page. */
export interface Driver {
  show(name: SampleName, preferences?: Partial<Preferences>): Promise<void>;
  /** The main process sends another sample's snapshot, changed. */
  pushSnapshot(name: SampleName, change?: Partial<Snapshot>): Promise<void>;
  calls(method: WindowMethod): Promise<readonly unknown[]>;
  /** What the person did since the sample was shown, without the reports that somebody is there. */
  actions(): Promise<readonly Action[]>;
  /** A button by its exact words. */
  button(name: string): Locator;
}

export function driverOf(page: Page): Driver {
  const calls = async (method: WindowMethod) =>
    await page.evaluate<readonly unknown[]>(`window.harness.fake().calls.filter((call) => call.method === "${method}").map((call) => call.params)`);
  return {
    calls,
    show: async (name, preferences = {}) => {
      await page.evaluate(`window.harness.show(${JSON.stringify(name)}, ${JSON.stringify(preferences)})`);
    },
    pushSnapshot: async (name, change = {}) => {
      const push: WindowPush = { push: "snapshot", snapshot: { ...sample(name).snapshot, revision: 99, ...change } };
      await page.evaluate(`window.harness.fake().push(${JSON.stringify(push)})`);
    },
    actions: async () => ((await calls("act")) as readonly { readonly action: Action }[]).map(({ action }) => action).filter(({ type }) => type !== "touched"),
    button: (name) => page.getByRole("button", { name, exact: true }),
  };
}
