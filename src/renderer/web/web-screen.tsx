import { useEffect, useRef, useState } from "react";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useScreens } from "../app/screen-context.tsx";
import type { KeyboardControl } from "../keyboard/use-keyboard.ts";
import { useText } from "../i18n/use-text.tsx";
import { BillPanel } from "./bill-panel.tsx";
import { TransferLine } from "./transfer-line.tsx";
import { useWebPlace } from "./use-web-place.ts";
import { WebBar } from "./web-bar.tsx";
import { WebPage } from "./web-page.tsx";
import "./web-screen.css";

/** How long our own "Opening" page stands before the page shows itself half-drawn, ms. */
const openingLimit = 4_000;

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
  const opening = useOpening(screen.opening, web.state === "loading" || web.state === "none");
  const shown = !opening && (web.state === "ready" || web.state === "loading");
  useWebPlace(place, shown && !covered, web.textField !== null && keyboard.shown);
  return (
    <div className="web">
      <h1 className="unseen" tabIndex={-1} data-screen-heading="">{t("home.web")}</h1>
      <WebBar serviceId={screen.serviceId} keyboard={keyboard} onBill={screen.bill !== null && billHidden ? () => setBillHidden(false) : null} />
      <TransferLine />
      <div className="web-middle">
        <div className="web-place" ref={place} data-shown={shown}>
          {!shown && <WebPage serviceId={screen.serviceId} state={web.state} reason={web.reason} refusedHost={web.refusedHost} />}
        </div>
        {screen.bill !== null && !billHidden && <BillPanel bill={screen.bill} onHide={() => setBillHidden(true)} />}
      </div>
    </div>
  );
}

/** True while a service is opened for the first time: until it is there, or until {@link openingLimit}. */
function useOpening(opening: number, loading: boolean): boolean {
  const [opened, setOpened] = useState<number | null>(null);
  useEffect(() => {
    if (!loading) {
      setOpened(opening);
      return undefined;
    }
    const timer = setTimeout(() => setOpened(opening), openingLimit);
    return () => clearTimeout(timer);
  }, [opening, loading]);
  return loading && opened !== opening;
}
