import type { Receipt, WipeTargetName } from "../../contract/receipt.ts";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useAct } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card, Fact, Facts } from "../components/card.tsx";
import { Icon, type IconName } from "../components/icon.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useFormat, useText } from "../i18n/use-text.tsx";
import "./thanks-screen.css";

type Mood = NonNullable<ScreenOf<"thanks">["mood"]>;

const moods: readonly { readonly mood: Mood; readonly icon: IconName; readonly text: TextKey }[] = [
  { mood: "good", icon: "faceGood", text: "end.moodGood" },
  { mood: "so-so", icon: "faceSoSo", text: "end.moodSoSo" },
  { mood: "bad", icon: "faceBad", text: "end.moodBad" },
];

/** Thank you, everything is erased: the receipt in words, and one question. */
export function ThanksScreen({ screen }: { readonly screen: ScreenOf<"thanks"> }) {
  const t = useText();
  const act = useAct();
  const { receipt, mood, ahead } = screen;
  const state = receipt === null ? "erasing" : receipt.outcome === "clean" ? "erased" : "notClean";
  return (
    <div className="thanks" data-state={state}>
      <div className="thanks-mark">
        <Icon name={state === "erased" ? "check" : state === "erasing" ? "clock" : "warning"} size={1} />
      </div>
      <div className="thanks-words">
        <h1 tabIndex={-1} data-screen-heading="">{t("end.thanksTitle")}</h1>
        {receipt?.reason === "timed-out" && <p className="thanks-reason">{t("end.timedOut")}</p>}
        {receipt?.reason === "idle" && <p className="thanks-reason">{t("end.idleEnded")}</p>}
        <p className="thanks-lead" role="status">{t(`end.${state}`)}</p>
      </div>
      {receipt === null ? <ProgressBar label={t("end.erasing")} fraction={null} hideLabel still={ahead} /> : <ReceiptFacts receipt={receipt} />}
      <div className="thanks-mood">
        {mood === null ? (
          <>
            <h2>{t("end.mood")}</h2>
            <div className="thanks-faces">
              {moods.map((one) => (
                <Button key={one.mood} icon={one.icon} onPress={() => void act({ type: "mood", mood: one.mood })}>{t(one.text)}</Button>
              ))}
            </div>
          </>
        ) : <div role="status"><h2>{t("end.moodThanks")}</h2></div>}
      </div>
      {receipt !== null && <Button variant="primary" act={{ type: "thanks-done" }}>{t("end.done")}</Button>}
    </div>
  );
}

/** What was checked, in words; only what came out clean, and only what this booth has. */
function ReceiptFacts({ receipt }: { readonly receipt: Receipt }) {
  const t = useText();
  const format = useFormat();
  const clean = (name: WipeTargetName) => receipt.targets.find((target) => target.target === name && target.outcome === "clean");
  return (
    <Card>
      <Facts row>
        {clean("profile") !== undefined && clean("processes") !== undefined && <Fact name={t("end.factBrowser")}>{t("end.factRemoved")}</Fact>}
        {clean("documents") !== undefined && <Fact name={t("end.factPapers")}>{t("end.factRemoved")}</Fact>}
        {clean("print-jobs") !== undefined && <Fact name={t("end.factQueue")}>{t("end.factEmpty")}</Fact>}
        <Fact name={t("end.factChecked")}>{t("end.factSeconds", { seconds: format.seconds(receipt.totalMs) })}</Fact>
      </Facts>
    </Card>
  );
}
