import { useScreens, useStore } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { useLanguage, useText } from "../i18n/use-text.tsx";
import type { KeyboardControl } from "../keyboard/use-keyboard.ts";
import { serviceLanguage } from "../web-tray/find-services.ts";
import "./web-bar.css";

export interface WebBarProps {
  readonly serviceId: string;
  readonly keyboard: KeyboardControl;
  /** Shows the hidden bill again; null where there is none or it is shown. */
  readonly onBill: (() => void) | null;
}

/** Home, back, forward, reload, up and down for who only taps, print, and which service this is; camera and microphone where they are on. */
export function WebBar({ serviceId, keyboard, onBill }: WebBarProps) {
  const t = useText();
  const { client } = useStore();
  const { booth, web } = useScreens();
  const name = useServiceName(serviceId);
  const loading = web.state === "loading";
  const go = (to: "back" | "forward" | "reload" | "stop") => void client.invoke("web-navigate", { to });
  const scroll = (to: "up" | "down") => void client.invoke("web-scroll", { to });
  return (
    <div className="web-bar" role="toolbar" aria-label={t("web.barLabel")}>
      <Button variant="bar" icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>
      <Button variant="bar" icon="back" disabled={!web.canGoBack} onPress={() => go("back")}>{t("web.back")}</Button>
      <Button variant="bar" iconAfter="forward" disabled={!web.canGoForward} onPress={() => go("forward")}>{t("web.forward")}</Button>
      {loading
        ? <Button variant="bar" icon="cross" onPress={() => go("stop")}>{t("web.stop")}</Button>
        : <Button variant="bar" icon="reload" onPress={() => go("reload")}>{t("web.reload")}</Button>}
      <Button variant="bar" icon="up" disabled={web.state !== "ready"} onPress={() => scroll("up")}>{t("web.up")}</Button>
      <Button variant="bar" icon="down" disabled={web.state !== "ready"} onPress={() => scroll("down")}>{t("web.down")}</Button>
      <p className="web-bar-service">
        <Icon name="lock" size={1.1} />
        <span className="web-bar-name">{t("web.service", { name })}</span>
        <span className="unseen" role="status">{loading ? t("web.loading") : ""}</span>
      </p>
      {(web.camera || web.microphone) && (
        <p className="web-bar-sign" role="status">
          <Icon name={web.camera ? "camera" : "microphone"} />
          {t(web.camera && web.microphone ? "web.bothOn" : web.camera ? "web.cameraOn" : "web.microphoneOn")}
        </p>
      )}
      {onBill !== null && <Button variant="bar" icon="barcode" onPress={onBill}>{t("web.billShow")}</Button>}
      {keyboard.target !== null && !keyboard.shown && <Button variant="bar" icon="keyboard" onPress={keyboard.open}>{t("keyboard.open")}</Button>}
      {booth.features.print && (
        <Button variant="bar" icon="printer" disabled={web.state !== "ready"} onPress={() => void client.invoke("web-print", {})}>{t("web.print")}</Button>
      )}
      {loading && <span className="web-bar-loading" aria-hidden="true" />}
    </div>
  );
}

/** The service's name in the person's language. */
export function useServiceName(serviceId: string): string {
  const { services } = useScreens();
  const language = serviceLanguage(useLanguage());
  return services.services.find((service) => service.id === serviceId)?.names[language] ?? serviceId;
}
