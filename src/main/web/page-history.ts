import type { WebContents } from "electron";

export interface PageHistory {
  readonly canGoBack: () => boolean;
  readonly canGoForward: () => boolean;
  readonly goBack: () => void;
  readonly goForward: () => void;
  /** Forgets all but the document that is there. */
  readonly clear: () => void;
}

/** `navigationHistory` is the interface of today; before Electron 31 the page itself had these. */
export function createPageHistory(contents: WebContents): PageHistory {
  const old = contents as unknown as PageHistory & { clearHistory(): void };
  const history = "navigationHistory" in contents ? contents.navigationHistory : old;
  return {
    canGoBack: () => !contents.isDestroyed() && history.canGoBack(),
    canGoForward: () => !contents.isDestroyed() && history.canGoForward(),
    goBack: () => history.goBack(),
    goForward: () => history.goForward(),
    clear: () => ("navigationHistory" in contents ? contents.navigationHistory.clear() : old.clearHistory()),
  };
}
