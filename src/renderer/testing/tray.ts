import { parseServiceTray, type ServiceTray } from "../../contract/service-tray.ts";

const files = import.meta.glob<string>("../../../resources/services/*.json", { eager: true, query: "?raw", import: "default" });

/** The service tray that the booth ships, as the main process would hand it over. */
export function shippedTray(): ServiceTray {
  const tray = parseServiceTray(Object.entries(files).map(([name, json]) => ({ name, json })));
  if (!tray.ok) throw new Error(JSON.stringify(tray.error));
  return tray.value;
}
