import { useEffect, useState } from "react";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useAct } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useFormat, useText } from "../i18n/use-text.tsx";
import "./arrive-screen.css";

type Refusal = NonNullable<ScreenOf<"arrive">["refused"]>;

const refusals: Readonly<Record<Refusal, TextKey>> = {
  "looks-like-identity-code": "arrive.refusedIdentity",
  "looks-like-email": "arrive.refusedEmail",
  "looks-like-phone": "arrive.refusedPhone",
  "too-long": "arrive.refusedLong",
  characters: "arrive.refusedCharacters",
};

/** A made-up name: take it, ask for another, or write one. */
export function ArriveScreen({ screen }: { readonly screen: ScreenOf<"arrive"> }) {
  const t = useText();
  const format = useFormat();
  const act = useAct();
  const [written, setWritten] = useState<string | null>(screen.refused === null ? null : "");
  const [empty, setEmpty] = useState(false);
  const writing = written !== null;
  const { nextBooking } = screen.availability;
  const go = () => {
    const name = writing ? written.trim() : screen.suggestion;
    setEmpty(name === "");
    if (name !== "") void act({ type: "arrive-name", name });
  };
  // A new suggestion stands in for what was being written.
  useEffect(() => setEmpty(false), [written]);
  const wrong = empty ? t("arrive.refusedEmpty") : screen.refused === null ? undefined : t(refusals[screen.refused]);
  return (
    <Page
      title={t("arrive.title")}
      lead={t("arrive.lead")}
      width="narrow"
      back={<Button icon="back" act={{ type: "leave" }}>{t("arrive.leave")}</Button>}
      actions={<Button variant="primary" iconAfter="forward" onPress={go}>{t("arrive.go")}</Button>}
    >
      <Card>
        {writing ? <TextInput label={t("arrive.nameLabel")} value={written} onChange={setWritten} maxLength={60} wrong={wrong !== undefined} note={wrong} onEnter={go} clearable autoFocus /> : (
          <p className="arrive-name">
            <span className="arrive-name-label">{t("arrive.nameLabel")}</span>
            <strong>{screen.suggestion}</strong>
          </p>
        )}
        <div className="arrive-choices">
          {writing ? <Button icon="shuffle" onPress={() => setWritten(null)}>{t("arrive.useSuggested")}</Button> : (
            <>
              <Button icon="shuffle" act={{ type: "arrive-suggest" }}>{t("arrive.suggest")}</Button>
              <Button icon="pen" onPress={() => setWritten("")}>{t("arrive.write")}</Button>
            </>
          )}
        </div>
      </Card>
      <p className="arrive-until">
        <Icon name="clock" size={1.3} />
        <span>
          {t("arrive.until", { time: format.clock(screen.endsAt) })} {nextBooking !== null && t("arrive.booked", { from: format.clock(nextBooking.from) })}
        </span>
      </p>
    </Page>
  );
}
