import { useEffect, useRef, useState } from "react";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useScreens } from "../app/screen-context.tsx";
import type { KeyboardControl } from "../keyboard/use-keyboard.ts";
import { Side } from "../app/side-place.tsx";
import { useText } from "../i18n/use-text.tsx";
import { BillPanel } from "./bill-panel.tsx";
import { TransferLine } from "./transfer-line.tsx";
import { useWebPlace } from "./use-web-place.ts";
import { WebBar } from "./web-bar.tsx";
import { WebPage } from "./web-page.tsx";
import "./web-screen.css";

export interface WebScreenProps {
  readonly screen: ScreenOf<"web">;
  /** A question of ours lies over the screen. */
  readonly covered: boolean;
  readonly keyboard: KeyboardControl;
}

/** The embedded page between our bar and our keyboard, and what is said where there is no page to show. */
export function WebScreen({ screen, covered, keyboard }: WebScreenProps) {
  const t = useText();
  const { web } = useScreens();
  const place = useRef<HTMLDivElement>(null);
  const [billHidden, setBillHidden] = useState(false);
  const opened = useOpened(screen.opening, web.state === "ready");
  // The main process shows the page as soon as there is something of it to see; until then our own words stand in its place.
  const shown = web.state === "ready" || web.state === "loading";
  const ours = !shown || !opened;
  useWebPlace(place, shown && !covered, web.textField !== null && keyboard.shown);
  return (
    <div className="web">
      <h1 className="unseen" tabIndex={-1} data-screen-heading="">{t("home.web")}</h1>
      <WebBar serviceId={screen.serviceId} keyboard={keyboard} onBill={screen.bill !== null && billHidden ? () => setBillHidden(false) : null} />
      <TransferLine />
      <div className="web-place" ref={place} data-shown={!ours}>
        {ours && <WebPage serviceId={screen.serviceId} web={web} />}
      </div>
      {screen.bill !== null && !billHidden && <Side><BillPanel bill={screen.bill} onHide={() => setBillHidden(true)} /></Side>}
    </div>
  );
}

/** True once the service of this opening has been there. */
function useOpened(opening: number, ready: boolean): boolean {
  const [opened, setOpened] = useState<number | null>(null);
  useEffect(() => {
    if (ready) setOpened(opening);
  }, [opening, ready]);
  return ready || opened === opening;
}
