import type { Routes } from "./http.ts";
import { siteHosts, type Site } from "./site.ts";
import { trial } from "./trial-page.ts";

/** Every permission that a page may ask for (K39, K40, K42): by itself, from its own frame, from a foreign frame, and after a touch. */
export function permissionRoutes(site: Site): Routes {
  const everything = "camera; microphone; geolocation; midi; usb; hid; serial; bluetooth; display-capture; clipboard-read; clipboard-write; fullscreen; gamepad; idle-detection; local-fonts; payment; publickey-credentials-get; screen-wake-lock; storage-access; window-management; xr-spatial-tracking";
  const list = () => trial("Luvat", `<p>Jokainen lupa kysytään.</p>`, askAll);
  return {
    "/luvat": list,
    "/luvat-kehyksista": () => trial("Luvat kehyksistä", `<iframe id="oma" allow="${everything}" src="/luvat"></iframe><iframe id="vieras" allow="${everything}" src="${site.origin(siteHosts.frame)}/luvat"></iframe>`),
    "/valitsimet": () => trial("Valitsimet", buttons(Object.keys(pickers)), onClick(pickers)),
    "/kokoruutu": () => trial("Koko ruutu", buttons(Object.keys(screens)), onClick(screens)),
    "/leikepoyta": () => trial("Leikepöytä", buttons(Object.keys(clipboard)), onClick(clipboard)),
  };
}

/** The foreign frame's half. */
export const framePermissionRoutes = (): Routes => ({ "/luvat": () => trial("Luvat", "", askAll) });

const buttons = (ids: readonly string[]) => ids.map((id) => `<button id="${id}">${id}</button>`).join("");

const onClick = (trials: Readonly<Record<string, string>>) =>
  Object.entries(trials).map(([id, run]) => `
  document.getElementById(${JSON.stringify(id)}).addEventListener("click", () => attempt(${JSON.stringify(id)}, async () => ${run}));`).join("");

/** Need a person's touch in Chromium. `showOpenFilePicker` and its kin are the File System Access API. */
const pickers: Readonly<Record<string, string>> = {
  usb: "(await navigator.usb.requestDevice({ filters: [] })).productName",
  hid: "(await navigator.hid.requestDevice({ filters: [] })).length",
  serial: "(await navigator.serial.requestPort()) && 'port'",
  bluetooth: "(await navigator.bluetooth.requestDevice({ acceptAllDevices: true })).name",
  "avaa-tiedosto": "(await window.showOpenFilePicker()).length",
  "tallenna-tiedosto": "(await window.showSaveFilePicker()).name",
  kansio: "(await window.showDirectoryPicker()).name",
  tiedostokentta: "new Promise((done) => { const field = document.createElement('input'); field.type = 'file'; field.onchange = () => done(field.files.length); field.oncancel = () => done('cancel'); field.click(); })",
  kansiokentta: "new Promise((done) => { const field = document.createElement('input'); field.type = 'file'; field.webkitdirectory = true; field.onchange = () => done(field.files.length); field.oncancel = () => done('cancel'); field.click(); })",
  "naytto-jako": "(await navigator.mediaDevices.getDisplayMedia({ video: true })).id",
  vari: "(await new EyeDropper().open()).sRGBHex",
  yhteystiedot: "(await navigator.contacts.select(['name'])).length",
  maksu: "(await new PaymentRequest([{ supportedMethods: 'https://koe.localhost/maksu' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show()).methodName",
  jaa: "await navigator.share({ title: 'x', url: 'https://koe.localhost/' })",
  avain: "(await navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), timeout: 1000 } })).id",
  asenna: "navigator.registerProtocolHandler('web+koe', location.origin + '/?x=%s')",
};

const screens: Readonly<Record<string, string>> = {
  "koko-ruutu": "document.documentElement.requestFullscreen().then(() => String(document.fullscreenElement !== null))",
  "koko-ruutu-video": "document.body.appendChild(document.createElement('video')).requestFullscreen()",
  osoitin: "document.body.requestPointerLock()",
  nappaimisto: "navigator.keyboard.lock()",
  hereilla: "(await navigator.wakeLock.request('screen')).type",
  suunta: "screen.orientation.lock('portrait')",
  kuvassa: "documentPictureInPicture.requestWindow()",
  siirra: "(window.moveTo(0, 0), window.resizeTo(100, 100), 'asked')",
  sulje: "(window.close(), 'asked')",
};

const clipboard: Readonly<Record<string, string>> = {
  lue: "navigator.clipboard.readText()",
  kirjoita: "navigator.clipboard.writeText(query.get('c') ?? 'LEIKE-KOE').then(() => 'written')",
  "vanha-kopio": "(() => { const field = document.body.appendChild(document.createElement('textarea')); field.value = query.get('c') ?? 'LEIKE-KOE'; field.select(); return document.execCommand('copy'); })()",
};

/** Asked without a touch; the answers are reported one by one. */
const askAll = `
  const names = ["accelerometer", "ambient-light-sensor", "background-fetch", "background-sync", "camera", "clipboard-read", "clipboard-write", "geolocation", "gyroscope", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "notifications", "payment-handler", "periodic-background-sync", "persistent-storage", "push", "screen-wake-lock", "storage-access", "window-management"];
  for (const name of names) await attempt("query " + name, async () => (await navigator.permissions.query({ name, userVisibleOnly: true })).state);
  await attempt("camera", async () => (await navigator.mediaDevices.getUserMedia({ video: true })).id && "granted");
  await attempt("microphone", async () => (await navigator.mediaDevices.getUserMedia({ audio: true })).id && "granted");
  await attempt("geolocation", () => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(() => yes("granted"), (error) => no({ name: "code " + error.code }), { timeout: 3000 })));
  await attempt("notifications", () => Notification.requestPermission());
  await attempt("midi", async () => (await navigator.requestMIDIAccess({ sysex: true })) && "granted");
  await attempt("persistent-storage", () => navigator.storage.persist());
  await attempt("storage-access", () => document.requestStorageAccess());
  await attempt("clipboard-read", () => navigator.clipboard.readText());
  await attempt("wake-lock", async () => (await navigator.wakeLock.request("screen")).type);
  await attempt("idle-detection", () => IdleDetector.requestPermission());
  await attempt("local-fonts", async () => (await queryLocalFonts()).length);
  await attempt("window-management", async () => (await getScreenDetails()).screens.length);
  await attempt("display-capture", async () => (await navigator.mediaDevices.getDisplayMedia({ video: true })).id && "granted");
  await attempt("devices", async () => (await navigator.mediaDevices.enumerateDevices()).map((device) => device.label).filter(Boolean).length);
  await attempt("usb-devices", async () => (await navigator.usb.getDevices()).length);
  await attempt("hid-devices", async () => (await navigator.hid.getDevices()).length);
  await attempt("serial-ports", async () => (await navigator.serial.getPorts()).length);`;
