import { BrowserView, WebContentsView, type BrowserWindow, type Rectangle, type WebContents, type WebPreferences } from "electron";

/** A page inside our window. The one place that knows that Electron changed the class for it: `WebContentsView` is public since 30. */
export interface EmbeddedView {
  readonly contents: WebContents;
  /** Where it lies in the window; null: not to be seen. */
  place(bounds: Rectangle | null): void;
  /** Takes it off the window and ends its page: a view that is only removed keeps its renderer. */
  destroy(): void;
}

const hasWebContentsView = Number.parseInt(process.versions.electron, 10) >= 30;

/** `window`: null for a page that nobody ever sees. */
export function createEmbeddedView(window: BrowserWindow | null, webPreferences: WebPreferences): EmbeddedView {
  return hasWebContentsView ? viewOf(window, webPreferences) : browserViewOf(window, webPreferences);
}

function viewOf(window: BrowserWindow | null, webPreferences: WebPreferences): EmbeddedView {
  const view = new WebContentsView({ webPreferences });
  view.setVisible(false);
  window?.contentView.addChildView(view);
  return {
    contents: view.webContents,
    place(bounds) {
      if (view.webContents.isDestroyed()) return;
      if (bounds !== null) view.setBounds(bounds);
      view.setVisible(bounds !== null);
    },
    destroy() {
      if (window !== null && !window.isDestroyed()) window.contentView.removeChildView(view);
      end(view.webContents);
    },
  };
}

/* eslint-disable @typescript-eslint/no-deprecated -- the old runtime has nothing else */
function browserViewOf(window: BrowserWindow | null, webPreferences: WebPreferences): EmbeddedView {
  const view = new BrowserView({ webPreferences });
  const { webContents } = view;
  let placed = false;
  let dead = false;
  // Electron 25 ends with a segmentation fault when a view whose page is gone is taken off its window: it has to happen before.
  // The event is there in all versions, and in none of their documents.
  (webContents as NodeJS.EventEmitter).once("close", () => {
    if (placed) window?.removeBrowserView(view);
    dead = true;
  });
  return {
    contents: webContents,
    place(bounds) {
      if (dead) return;
      if (bounds !== null && !placed) window?.addBrowserView(view);
      if (bounds !== null) view.setBounds(bounds);
      if (bounds === null && placed) window?.removeBrowserView(view);
      placed = bounds !== null;
    },
    destroy() {
      if (dead) return;
      if (placed && window !== null && !window.isDestroyed()) window.removeBrowserView(view);
      placed = false;
      end(webContents);
    },
  };
}
/* eslint-enable @typescript-eslint/no-deprecated */

/** Without asking the page: its `beforeunload` has no say. */
function end(contents: WebContents): void {
  if (!contents.isDestroyed()) contents.close({ waitForBeforeUnload: false });
}
