import type { ReactNode } from "react";
import type { WebState } from "../../contract/shell-window.ts";
import { useStore } from "../app/screen-context.tsx";
import { assertNever } from "../../contract/result.ts";
import { Button } from "../components/button.tsx";
import { Icon, type IconName } from "../components/icon.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import { useServiceName } from "./web-bar.tsx";
import "./web-page.css";

type Reason = NonNullable<WebState["reason"]>;

const reasons: Readonly<Record<Reason, TextKey>> = {
  "not-on-list": "web.blockedText",
  "private-address": "web.blockedText",
  scheme: "web.blockedText",
  certificate: "web.reasonCertificate",
  "no-network": "web.reasonNetwork",
  "not-found": "web.reasonNotFound",
  refused: "web.reasonRefused",
  "timed-out": "web.reasonTimedOut",
  "needs-password": "web.reasonPassword",
  other: "web.reasonOther",
};

export interface WebPageProps {
  readonly serviceId: string;
  readonly web: WebState;
}

/** Where the embedded page cannot be shown: what happened, what is safe, and a way on. */
export function WebPage({ serviceId, web }: WebPageProps) {
  const t = useText();
  const { client } = useStore();
  const { state, reason, refusedHost, canGoBack } = web;
  const name = useServiceName(serviceId);
  const go = (to: "back" | "reload" | "start") => () => void client.invoke("web-navigate", { to });
  const again = (primary: boolean, key: TextKey, to: "back" | "reload" | "start", icon: IconName) => (
    <Button variant={primary ? "primary" : "secondary"} icon={icon} onPress={go(to)}>{t(key)}</Button>
  );
  const tray = <Button act={{ type: "go", to: "web-tray" }}>{t("web.toTray")}</Button>;
  switch (state) {
    case "none":
    case "loading":
    case "ready":
      return (
        <Words icon="globe" title={t("web.opening", { name })} texts={[t("web.openingText")]} actions={tray}>
          <ProgressBar label={t("web.opening", { name })} fraction={null} hideLabel />
        </Words>
      );
    case "blocked":
      return (
        <Words icon="shield" title={t("web.blockedTitle")} texts={[t(reason === null ? "web.blockedText" : reasons[reason]), ...(refusedHost === null ? [] : [t("web.blockedHost", { host: refusedHost })]), ...(canGoBack ? [t("web.blockedSafe")] : [])]} actions={<>{tray}{canGoBack ? again(true, "common.back", "back", "back") : again(true, "web.startOver", "start", "reload")}</>} />
      );
    case "failed":
      return <Words icon="warning" title={t("web.failedTitle")} texts={[t(reasons[reason ?? "other"]), t("web.failedSafe")]} actions={<>{tray}{again(true, "web.retry", "reload", "reload")}</>} />;
    case "not-answering":
      return <Words icon="clock" title={t("web.hungTitle")} texts={[t("web.hungText")]} actions={<>{tray}{again(true, "web.retry", "reload", "reload")}</>} />;
    case "crashed":
      return <Words icon="warning" title={t("web.crashedTitle")} texts={[t("web.crashedText")]} actions={<>{tray}{again(true, "web.startOver", "start", "reload")}</>} />;
    default:
      return assertNever(state);
  }
}

interface WordsProps {
  readonly icon: IconName;
  readonly title: string;
  readonly texts: readonly string[];
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

function Words({ icon, title, texts, actions, children }: WordsProps) {
  return (
    <div className="web-page">
      <span className="web-page-picture">
        <Icon name={icon} size={2} />
      </span>
      <div className="web-page-words" role="status">
        <h2>{title}</h2>
        {texts.map((text) => <p key={text}>{text}</p>)}
      </div>
      {children}
      <div className="web-page-actions">{actions}</div>
    </div>
  );
}
