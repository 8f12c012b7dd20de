import type { Session, WebPreferences } from "electron";

/** What the web platform offers and a public booth must not: as Blink knows it by name. */
export const removedFromPages: readonly { readonly feature: string; readonly why: string }[] = [
  { feature: "FileSystemAccessLocal", why: "showOpenFilePicker and its kin open the operating system's dialog (K33)" },
  { feature: "DocumentPictureInPictureAPI", why: "a second window over the bar" },
  { feature: "EyeDropperAPI", why: "reads pixels of our screens" },
  { feature: "WebBluetooth", why: "device picker (K40)" },
  { feature: "WebUSB", why: "device picker (K40)" },
  { feature: "WebHID", why: "device picker (K40)" },
  { feature: "Serial", why: "device picker (K40)" },
  { feature: "WebNFC", why: "device access" },
  { feature: "WebShare", why: "opens other programs" },
  { feature: "Presentation", why: "looks for other screens" },
  { feature: "RemotePlayback", why: "looks for other screens" },
  { feature: "PaymentRequest", why: "a payment sheet that is not ours" },
  { feature: "WebTransport", why: "goes round the address check of our proxy" },
  { feature: "KeyboardLock", why: "takes keys from the booth" },
];

/** The same for every page that is not ours: the visit's view, and the hidden ones that call log-out addresses. */
export function pagePreferences(session: Session, zoomFactor: number): WebPreferences {
  return {
    session,
    zoomFactor,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
    // A PDF becomes a download, and so a document of ours (`pdf-download.ts`).
    plugins: false,
    // Chromium's own dialogs never open; ours are asked for by `page/page-main.ts`.
    disableDialogs: true,
    navigateOnDragDrop: false,
    enableWebSQL: false,
    disableHtmlFullscreenWindowResize: true,
    disableBlinkFeatures: removedFromPages.map(({ feature }) => feature).join(","),
  };
}
