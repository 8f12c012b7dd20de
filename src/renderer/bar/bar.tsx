import { useNow, useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { useLanguage, useText } from "../i18n/use-text.tsx";
import { languageMeta } from "../i18n/texts.ts";
import type { Reader } from "../read-aloud/use-reader.ts";
import { minutesLeft, timeLeftFraction } from "./time-left.ts";
import "./bar.css";

export type Panel = "language" | "see-hear";

export interface BarProps {
  readonly panel: Panel | null;
  readonly onPanel: (panel: Panel | null) => void;
  readonly reader: Reader;
}

/** Always there and never covered: who and where, time left, language, see and hear, help, end. */
export function Bar({ panel, onPanel, reader }: BarProps) {
  const t = useText();
  const language = useLanguage();
  const { booth, snapshot } = useScreens();
  const { visit, help, endQuestion, preferences } = snapshot;
  const toggle = (which: Panel) => onPanel(panel === which ? null : which);
  return (
    <header className="bar" aria-label={t("bar.label")} data-visit={visit !== null} data-reading={preferences.readAloud}>
      <div className="bar-who">
        <strong>{visit?.name ?? booth.name}</strong>
        <span>{visit === null ? booth.municipality : `${booth.name}, ${booth.municipality}`}</span>
      </div>
      {visit !== null && <TimeLeft />}
      <div className="bar-buttons">
        <Button variant="bar" icon="language" label={t("bar.languageLabel", { name: languageMeta(language).ownName })} expanded={panel === "language"} onPress={() => toggle("language")}>
          {languageMeta(language).ownName}
        </Button>
        <Button variant="bar" icon="eye" expanded={panel === "see-hear"} onPress={() => toggle("see-hear")}>
          {t("bar.seeHear")}
        </Button>
        {preferences.readAloud && (
          <Button variant="bar" icon={reader.speaking ? "stop" : "speaker"} onPress={reader.speaking ? reader.stop : reader.read}>
            {t(reader.speaking ? "bar.stopReading" : "bar.readThis")}
          </Button>
        )}
        <Button variant="bar" icon="help" expanded={help !== null} act={{ type: help === null ? "help-open" : "help-close" }}>
          {t("bar.help")}
        </Button>
      </div>
      {visit !== null && (
        <div className="bar-end">
          <Button variant="danger" icon="door" expanded={endQuestion !== null} act={{ type: "end-request" }}>
            {t("bar.end")}
          </Button>
        </div>
      )}
    </header>
  );
}

function TimeLeft() {
  const t = useText();
  const now = useNow(1000);
  const { visit } = useScreens().snapshot;
  if (visit === null) return null;
  const minutes = minutesLeft(visit, now);
  return (
    <p className="bar-time" data-phase={visit.phase}>
      <span className="bar-ring" aria-hidden="true" style={{ ["--left" as string]: `${timeLeftFraction(visit, now) * 100}%` }} />
      <span aria-hidden="true">{t("bar.minutes", { minutes })}</span>
      <span className="unseen">{t("bar.timeLeft", { minutes })}</span>
    </p>
  );
}
