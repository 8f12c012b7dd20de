import type { Bill } from "../../../contract/bill.ts";
import { paper, papers, visit, type Sample } from "./base.ts";

/** Finance Finland's own example of a version 4 bar code. */
export const bill: Bill = {
  source: "bar-code-4", iban: "FI7944052020036082", amountCents: 488_315, reference: { kind: "national", value: "868516259619897" }, message: null, dueDate: "2026-07-12",
  payeeName: null, virtualBarCode: "479440520200360820048831500000000868516259619897260712", warnings: [],
};

const web = { name: "web" as const, serviceId: "omakela", opening: 1, bill: null };
const ready = { serviceId: "omakela", state: "ready" as const, canGoBack: true };
const snapshot = visit(web);

/** The tray and the embedded page in all its states. */
export const webSamples = {
  "web-tray": { snapshot: visit({ name: "web-tray" }) },
  web: { snapshot, web: ready },
  "web-typing": { snapshot, web: { ...ready, canGoForward: true, textField: { kind: "text", bottomPx: 480 } } },
  "web-email": { snapshot, web: { ...ready, textField: { kind: "email", bottomPx: 480 } } },
  "web-number": { snapshot, web: { ...ready, textField: { kind: "number", bottomPx: 480 } } },
  "web-camera": { snapshot, web: { ...ready, camera: true, microphone: true } },
  "web-opening": { snapshot, web: { state: "loading" } },
  "web-blocked": { snapshot, web: { state: "blocked", reason: "not-on-list", refusedHost: "www.example.com", canGoBack: true } },
  "web-failed": { snapshot, web: { state: "failed", reason: "no-network" } },
  "web-not-answering": { snapshot, web: { state: "not-answering" } },
  "web-crashed": { snapshot, web: { state: "crashed" } },
  "web-download": { snapshot, web: { ...ready, download: { received: 2_100_000, total: 5_000_000 } } },
  "web-bill": { snapshot: visit({ ...web, bill }), web: { ...ready, textField: { kind: "number", bottomPx: 300 } } },
  "web-bill-quiet": { snapshot: visit({ ...web, bill }), web: ready },
  "web-alert": { snapshot, web: { ...ready, dialog: { id: 1, kind: "alert", message: "Istunto vanhenee kahden minuutin kuluttua.", defaultText: "", canSilence: true } } },
  "web-confirm": { snapshot, web: { ...ready, dialog: { id: 2, kind: "confirm", message: "Lähetetäänkö hakemus?", defaultText: "", canSilence: false } } },
  "web-prompt": { snapshot, web: { ...ready, dialog: { id: 3, kind: "prompt", message: "Anna hakemuksen numero", defaultText: "12", canSilence: false } }, focus: "[role=alertdialog] input" },
  "web-leave": { snapshot, web: { ...ready, dialog: { id: 4, kind: "leave", message: "", defaultText: "", canSilence: false } } },
  "web-chooser": { snapshot, web: { ...ready, chooser: { id: 5, multiple: false, accepts: ["pdf"] } } },
  "web-chooser-many": { snapshot: visit(web, { documents: [...papers, ...[4, 5, 6, 7, 8, 9].map((number) => paper(number))] }), web: { ...ready, chooser: { id: 6, multiple: true, accepts: null } } },
  "web-chooser-empty": { snapshot: visit(web), web: { ...ready, chooser: { id: 7, multiple: false, accepts: ["jpeg"] } } },
} as const satisfies Readonly<Record<string, Sample>>;
