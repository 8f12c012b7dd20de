/** One line of `scanimage -f`: what SANE says of a device that it has found. */
export interface SaneDevice {
  /** The name that `--device-name` takes, e.g. `airscan:e0:Front desk` or `genesys:libusb:001:004`. */
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  /** Free text of the backend: "flatbed scanner", "virtual device", sane-airscan says "ip=127.0.0.1". */
  readonly type: string;
}

/**
 * Format for `scanimage -f` (sane-utils 1.2.1, scanimage(1)). The separators are ASCII's own, since vendors put `|` and `,`
 * into names; everything but the % signs is printed as it stands.
 */
export const DEVICE_LIST_FORMAT = "%d\u001f%v\u001f%m\u001f%t\u001e%n";

/** More scanners than this are a broken backend, not an office. */
const MOST_DEVICES = 64;
/** Contract: a configured name has at most 200 characters. */
const LONGEST_NAME = 200;
const LONGEST_WORD = 120;

/** Printable text of bounded length: the words come from a device and end up on the staff page. */
const word = (text: string | undefined, most: number): string => (text ?? "").replace(/\p{Cc}+/gu, " ").trim().slice(0, most);

/** Reads the output of `scanimage -f` with {@link DEVICE_LIST_FORMAT}. Lines that are none are left out. */
export function parseDeviceList(output: string): SaneDevice[] {
  const devices: SaneDevice[] = [];
  for (const record of output.split("\u001e")) {
    if (devices.length >= MOST_DEVICES) break;
    const fields = record.replace(/^\n/, "").split("\u001f");
    const name = fields[0] ?? "";
    if (fields.length !== 4 || name === "" || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) continue;
    devices.push({ name, vendor: word(fields[1], LONGEST_WORD), model: word(fields[2], LONGEST_WORD), type: word(fields[3], LONGEST_WORD) });
  }
  return devices;
}

/** The booth's web camera is a SANE device too (backend `v4l`), and so are still cameras (`gphoto2`). */
const isScanner = (device: SaneDevice): boolean => !/^(v4l|gphoto2):/.test(device.name) && !/camera|video|film/i.test(device.type);

/** `libusb:001:004` is a place on the bus; after each plugging in the last number is another one. */
const withoutUsbPlace = (name: string): string => name.replace(/libusb:\d{3}:\d{3}/, "libusb");

/**
 * The device to use: the configured one, also where it has moved to another place on the USB bus; or the first scanner when
 * none is configured. Null: it is not in the list.
 */
export function chooseDevice(devices: readonly SaneDevice[], configured: string | null): SaneDevice | null {
  if (configured === null) return devices.find(isScanner) ?? null;
  return devices.find((device) => device.name === configured)
    ?? devices.find((device) => withoutUsbPlace(device.name) === withoutUsbPlace(configured)) ?? null;
}

/** How a device's presence is seen without disturbing it. */
export type PresenceCheck =
  /** A file that exists while the device is plugged in: costs nothing, moves nothing. */
  | { readonly kind: "usb-file"; readonly path: string }
  /** A network device: only opening it tells; the list shows a configured one also when it is off (sane-airscan 0.99.27). */
  | { readonly kind: "open" }
  /** Any other: opening might move its arm, so the list is asked. */
  | { readonly kind: "list" };

export function presenceCheck(name: string): PresenceCheck {
  const place = /(?:^|:)libusb:(\d{3}):(\d{3})$/.exec(name);
  if (place !== null) return { kind: "usb-file", path: `/dev/bus/usb/${place[1]}/${place[2]}` };
  return /^(airscan|escl|net):/.test(name) ? { kind: "open" } : { kind: "list" };
}

/** Vendor and model as the staff page shows them, without saying one word twice. */
export function modelName(device: SaneDevice): string {
  const name = device.model.toLowerCase().startsWith(device.vendor.toLowerCase()) ? device.model : `${device.vendor} ${device.model}`;
  return name.trim().slice(0, LONGEST_WORD);
}
