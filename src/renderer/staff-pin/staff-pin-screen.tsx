import { useCallback, useEffect, useState } from "react";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useAct, useNow } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { Page } from "../components/page.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import { minutesLocked, pinLength, typePin } from "./pin-entry.ts";
import "./staff-pin-screen.css";

const figures = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** The door to the staff page. The typed figures live in this screen only and are shown as dots. */
export function StaffPinScreen({ screen }: { readonly screen: ScreenOf<"staff-pin"> }) {
  const t = useText();
  const now = useNow(1000);
  const { triesLeft, lockedUntil, wrong } = screen;
  const locked = lockedUntil !== null && lockedUntil > now;
  const { typed, press, enter } = usePin(locked);
  return (
    <Page title={t("staff.pinTitle")} content="fill" back={<Button icon="back" act={{ type: "staff-leave" }}>{t("staff.notStaff")}</Button>}>
      <div className="pin">
        <div className="pin-told">
          <p className="page-lead">{t("staff.pinLead")}</p>
          <div className="pin-dots" role="status" aria-label={t("staff.pinTyped", { count: typed.length })} data-unspoken="">
            {Array.from(typed, (_, index) => <span key={index} className="pin-dot" />)}
          </div>
          <PinNotice triesLeft={triesLeft} lockedUntil={locked ? lockedUntil : null} wrong={wrong} now={now} />
        </div>
        <div className="pin-pad" role="group" aria-label={t("staff.pinPad")}>
          {figures.map((figure) => <Button key={figure} variant="bar" disabled={locked} onPress={() => press(figure)}>{figure}</Button>)}
          <span className="pin-word">
            <Button icon="erase" disabled={locked || typed === ""} onPress={() => press("Backspace")}>{t("staff.pinErase")}</Button>
          </span>
          <Button variant="bar" disabled={locked} onPress={() => press("0")}>0</Button>
          <span className="pin-word">
            <Button variant="primary" disabled={locked || typed.length < pinLength.min} onPress={enter}>{t("staff.pinEnter")}</Button>
          </span>
        </div>
      </div>
    </Page>
  );
}

/** Figures from the pad and from a hardware keyboard alike. */
function usePin(locked: boolean) {
  const act = useAct();
  const [typed, setTyped] = useState("");
  const press = useCallback((key: string) => setTyped((old) => typePin(old, key)), []);
  const enter = useCallback(() => {
    if (typed.length < pinLength.min) return;
    setTyped("");
    void act({ type: "staff-pin", pin: typed });
  }, [act, typed]);
  useEffect(() => {
    if (locked) return undefined;
    const onKey = (event: KeyboardEvent) => {
      // Enter on a focused button presses that button.
      if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) enter();
      else press(event.key);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [locked, enter, press]);
  return { typed: locked ? "" : typed, press, enter };
}

interface PinNoticeProps {
  readonly triesLeft: number;
  readonly lockedUntil: number | null;
  readonly wrong: boolean;
  readonly now: number;
}

function PinNotice({ triesLeft, lockedUntil, wrong, now }: PinNoticeProps) {
  const t = useText();
  const format = useFormat();
  if (lockedUntil !== null) {
    return <Notice kind="problem" title={t("staff.locked")} live>{t("staff.lockedFor", { minutes: minutesLocked(lockedUntil, now), time: format.time(lockedUntil) })}</Notice>;
  }
  return wrong ? <Notice kind="problem" title={t("staff.pinWrong")} live>{t("staff.triesLeft", { count: triesLeft })}</Notice> : <p>{t("staff.triesLeft", { count: triesLeft })}</p>;
}
