/** Chromium's command line of a shell, as data: what and why. */
export interface ChromiumSwitch {
  readonly name: string;
  readonly value?: string;
  readonly why: string;
}

/** Chromium features (`--disable-features`) that a booth must not have. */
export const disabledFeatures: readonly { readonly name: string; readonly why: string }[] = [
  { name: "AutofillServerCommunication", why: "nothing that a citizen types is compared with a server" },
  { name: "AutofillEnableAccountWalletStorage", why: "no stored cards" },
  { name: "CertificateTransparencyComponentUpdater", why: "no background download" },
  { name: "DialMediaRouteProvider", why: "no search for screens in the network" },
  { name: "GlobalMediaControls", why: "no media controls outside the page" },
  { name: "HardwareMediaKeyHandling", why: "media keys of a keyboard reach no page" },
  { name: "MediaRouter", why: "no casting" },
  { name: "MediaSessionService", why: "a page's title is not told to the desktop over D-Bus" },
  { name: "OptimizationHints", why: "no background download" },
  { name: "OverscrollHistoryNavigation", why: "no swipe from the edge" },
  { name: "SpellcheckService", why: "no dictionaries, no words kept (L07)" },
  { name: "TouchpadOverscrollHistoryNavigation", why: "no swipe from the edge" },
  { name: "Translate", why: "no bubble over the page, no text to a server" },
  { name: "WebBluetooth", why: "no device pickers" },
];

export const chromiumSwitches: readonly ChromiumSwitch[] = [
  { name: "disable-background-networking", why: "no traffic that no citizen asked for" },
  { name: "disable-breakpad", why: "a crash dump holds a citizen's memory" },
  { name: "disable-client-side-phishing-detection", why: "no background download" },
  { name: "disable-component-update", why: "no background download" },
  { name: "disable-default-apps", why: "nothing beside our own" },
  { name: "disable-domain-reliability", why: "no reports about the sites that were visited" },
  { name: "disable-features", value: disabledFeatures.map(({ name }) => name).join(","), why: "see disabledFeatures" },
  { name: "disable-field-trial-config", why: "every booth runs the same code" },
  { name: "disable-logging", why: "no address in a log or on stderr" },
  { name: "log-level", value: "3", why: "only what kills the process" },
  { name: "disable-pinch", why: "no zoom by two fingers: nothing of the page slides under the bar" },
  { name: "disable-quic", why: "every connection goes through the address check of our proxy, which speaks TCP" },
  { name: "disable-speech-api", why: "no voice to a server" },
  { name: "disable-sync", why: "no accounts" },
  { name: "disable-touch-drag-drop", why: "a long press drags nothing" },
  { name: "force-color-profile", value: "srgb", why: "the same colours on every booth, and in pictures" },
  { name: "no-default-browser-check", why: "no question" },
  { name: "no-first-run", why: "no welcome" },
  { name: "no-pings", why: "no hyperlink auditing" },
  { name: "no-service-autorun", why: "no background process" },
  { name: "overscroll-history-navigation", value: "0", why: "no swipe from the edge" },
  { name: "password-store", value: "basic", why: "no question to a key ring" },
  { name: "disable-renderer-backgrounding", why: "the warm shell paints before it is seen" },
  { name: "disable-backgrounding-occluded-windows", why: "the warm shell paints before it is seen" },
  { name: "disable-background-timer-throttling", why: "the warm shell paints before it is seen" },
];

/** Switches of the command line that a packaged booth takes from nobody. */
export const forbiddenSwitches: readonly string[] = [
  "remote-debugging-port", "remote-debugging-pipe", "remote-debugging-address", "remote-allow-origins", "inspect", "inspect-brk", "inspect-port", "js-flags",
  "load-extension", "disable-web-security", "host-rules", "host-resolver-rules", "ignore-certificate-errors", "use-fake-device-for-media-stream",
  "use-fake-ui-for-media-stream", "use-file-for-fake-video-capture", "use-file-for-fake-audio-capture", "renderer-cmd-prefix", "gpu-launcher", "utility-cmd-prefix",
];
