import type { WebContents } from "electron";
import { decide, type AddressKind } from "../../contract/web-address.ts";
import type { Refusal } from "../../contract/refusals.ts";
import { countedAs } from "./load-errors.ts";
import type { GuardedPage } from "./page-registry.ts";

export interface PageGuardParts {
  readonly refuse: (refusal: Refusal) => void;
  /** A window that the page wanted to open, at an allowed address: it becomes this page. null: pages without a person open none. */
  readonly onWindow: ((address: string, options: Electron.LoadURLOptions) => void) | null;
}

/** What a page may not do by itself. Deny by default; what is refused is counted by one word. */
export function guardPage(contents: WebContents, page: GuardedPage, { refuse, onWindow }: PageGuardParts): void {
  /** True when the address may be gone to. */
  const judged = (address: string, kind: AddressKind, asked: Refusal): boolean => {
    const decision = decide(address, kind, page.service);
    if (decision.allow) return true;
    refuse(countedAs(address, decision.reason, asked));
    if (kind === "page") page.onBlocked(address, decision);
    return false;
  };

  contents.on("will-frame-navigate", (event) => {
    const kind = event.isMainFrame ? "page" : "frame";
    if (!judged(event.url, kind, event.isMainFrame ? "navigation" : "frame-navigation")) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!judged(event.url, event.isMainFrame ? "page" : "frame", "redirect")) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url, referrer, postBody }) => {
    if (onWindow === null) refuse("window");
    else if (judged(url, "page", "window")) onWindow(url, loadOptions(referrer, postBody));
    return { action: "deny" };
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
    refuse("window");
  });

  contents.on("login", (event, details, _info, answer) => {
    event.preventDefault();
    refuse("http-authentication");
    if (details.url === contents.getURL() || contents.isLoadingMainFrame()) page.onTrouble("needs-password");
    answer();
  });
  contents.on("certificate-error", (event, _url, _error, _certificate, answer, isMainFrame) => {
    event.preventDefault();
    refuse("certificate");
    if (isMainFrame) page.onTrouble("certificate");
    answer(false);
  });
  contents.on("select-client-certificate", (event, _url, _list, answer) => {
    event.preventDefault();
    refuse("client-certificate");
    // Without one: the types ask for a certificate, the interface takes none.
    (answer as () => void)();
  });
  contents.on("select-bluetooth-device", (event, _devices, answer) => {
    event.preventDefault();
    refuse("device-picker");
    answer("");
  });
  contents.on("context-menu", (event) => {
    event.preventDefault();
    refuse("context-menu");
  });
  contents.on("enter-html-full-screen", () => {
    refuse("fullscreen");
    void contents.executeJavaScript("document.exitFullscreen()").catch(() => undefined);
  });
  contents.on("devtools-opened", () => contents.closeDevTools());
}

function loadOptions(referrer: Electron.Referrer, postBody: Electron.PostBody | undefined): Electron.LoadURLOptions {
  if (postBody === undefined) return { httpReferrer: referrer };
  const type = postBody.boundary === undefined ? postBody.contentType : `${postBody.contentType}; boundary=${postBody.boundary}`;
  return { httpReferrer: referrer, postData: postBody.data, extraHeaders: `content-type: ${type}` };
}
