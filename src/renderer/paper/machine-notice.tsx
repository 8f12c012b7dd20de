import type { DeviceStatus } from "../../contract/devices.ts";
import type { CodedError } from "../../contract/result.ts";
import { useSnapshot } from "../app/screen-context.tsx";
import { Notice } from "../components/notice.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import { adviceWords, printerReasons, scannerReason } from "./advice.ts";
import { machineReasons, machineState, type MachineState } from "./machine-state.ts";

type Told = Readonly<Record<Exclude<MachineState, "ready">, readonly [title: TextKey, text: TextKey] | null>>;

const scannerTold: Told = {
  gone: ["paper.scannerGone", "paper.scannerGoneDo"],
  lost: ["paper.scannerLost", "paper.scannerLostDo"],
  waking: ["paper.scannerWaking", "paper.scannerWakingDo"],
  busy: ["paper.scannerBusy", "paper.scannerBusyDo"],
};
const printerTold: Told = {
  gone: ["paper.printerGone", "paper.printerGoneDo"],
  lost: ["paper.printerLost", "paper.printerLostDo"],
  waking: ["paper.printerWaking", "paper.printerWakingDo"],
  busy: ["print.busy", "print.busyDo"],
};

/** Says why the scanner cannot be used now, or what it needs first; nothing while all is well. */
export function ScannerNotice({ source }: { readonly source: "flatbed" | "feeder" }) {
  const t = useText();
  const { devices } = useSnapshot();
  const state = machineState(devices, "scanner");
  const told = state === "ready" ? null : scannerTold[state];
  if (told !== null) return <Notice kind={state === "gone" ? "problem" : "info"} title={t(told[0])} live>{t(told[1])}</Notice>;
  const reason = scannerReason(machineReasons(devices, "scanner"), source);
  return reason === null ? null : <Notice kind="warning" title={t(reason.title)} live>{t(reason.text)}</Notice>;
}

/** The same for the printer. */
export function PrinterNotice() {
  const t = useText();
  const { devices } = useSnapshot();
  const state = machineState(devices, "printer");
  const told = state === "ready" ? null : printerTold[state];
  if (told !== null) return <Notice kind={state === "gone" ? "problem" : "info"} title={t(told[0])} live>{t(told[1])}</Notice>;
  return <PrinterReasons reasons={machineReasons(devices, "printer")} />;
}

/** What a printer lacks, most urgent first and no sentence twice. */
export function PrinterReasons({ reasons }: { readonly reasons: readonly DeviceStatus["reasons"][number][] }) {
  const t = useText();
  const told = new Map(reasons.flatMap((reason) => {
    const advice = printerReasons[reason];
    return advice === null ? [] : [[advice.title, advice.text] as const];
  }));
  return [...told].slice(0, 2).map(([title, text]) => <Notice key={title} kind="warning" title={t(title)} live>{t(text)}</Notice>);
}

/** An error of the last try: what happened, what is safe, what to do now. */
export function ErrorNotice({ error, general, safe }: { readonly error: CodedError; readonly general: TextKey; readonly safe: string }) {
  const t = useText();
  const { title, text } = adviceWords(t, error, general);
  return (
    <Notice kind="problem" title={title} live>
      {text} {safe}
    </Notice>
  );
}
