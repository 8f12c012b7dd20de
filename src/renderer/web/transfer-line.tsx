import { useEffect, useRef, useState } from "react";
import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import "./transfer-line.css";

/** How long "the paper is in My papers" stays, ms. */
const toldFor = 12_000;

/** A download under way, and that it has come: on a line of its own, in nobody's way. */
export function TransferLine() {
  const t = useText();
  const format = useFormat();
  const { web, snapshot } = useScreens();
  const downloads = snapshot.documents.filter((document) => document.origin === "download").length;
  const arrived = useGrowth(downloads);
  const { download } = web;
  if (download !== null) {
    const received = format.bytes(download.received);
    const label = download.total === null ? t("web.downloading", { received }) : t("web.downloadingOf", { received, total: format.bytes(download.total) });
    const fraction = download.total === null || download.total === 0 ? null : Math.min(1, download.received / download.total);
    return (
      <div className="transfer">
        <Icon name="download" size={1.3} />
        <ProgressBar label={label} fraction={fraction} />
      </div>
    );
  }
  if (!arrived) return null;
  return (
    <div className="transfer">
      <Icon name="check" size={1.3} />
      <p className="transfer-words" role="status">{t("web.downloaded")}</p>
      <Button variant="bar" act={{ type: "go", to: "documents" }}>{t("web.showDocuments")}</Button>
    </div>
  );
}

/** True for a while after a number has grown. */
function useGrowth(value: number): boolean {
  const before = useRef(value);
  const [grown, setGrown] = useState(false);
  useEffect(() => {
    const more = value > before.current;
    before.current = value;
    if (!more) return undefined;
    setGrown(true);
    const timer = setTimeout(() => setGrown(false), toldFor);
    return () => clearTimeout(timer);
  }, [value]);
  return grown;
}
