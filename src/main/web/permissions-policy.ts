/** What no page of the embedded web may use, by the names of the Permissions Policy registry (W3C), with the reason. */
const refused: readonly { readonly feature: string; readonly why: string }[] = [
  { feature: "picture-in-picture", why: "a window of its own over the bar; Blink's switch for it does nothing" },
  { feature: "fullscreen", why: "nothing covers the bar; a site that knows offers no button for it" },
  { feature: "display-capture", why: "our own screens would be seen" },
  { feature: "bluetooth", why: "device picker" },
  { feature: "hid", why: "device picker" },
  { feature: "midi", why: "device access" },
  { feature: "serial", why: "device picker" },
  { feature: "usb", why: "device picker" },
  { feature: "idle-detection", why: "tells about the person" },
  { feature: "local-fonts", why: "tells about the machine" },
  { feature: "payment", why: "a payment sheet that is not ours" },
  { feature: "screen-wake-lock", why: "the screen is the booth's matter" },
  { feature: "window-management", why: "there is one window" },
  { feature: "xr-spatial-tracking", why: "device access" },
];

const policy = refused.map(({ feature }) => `${feature}=()`).join(", ");
const name = "permissions-policy";

/** A document's headers with our policy behind its own: of a feature that is named twice, the last word counts (RFC 8941, 3.2). */
export function withPermissionsPolicy(headers: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const others = Object.entries(headers).filter(([key]) => key.toLowerCase() !== name).map(([key, values]) => [key, [...values]]);
  const own = Object.entries(headers).flatMap(([key, values]) => (key.toLowerCase() === name ? values : []));
  return { ...(Object.fromEntries(others) as Record<string, string[]>), [name]: [[...own, policy].join(", ")] };
}
