import { useAct, useNow, useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Icon, type IconName } from "../components/icon.tsx";
import { languageMeta, type TextKey } from "../i18n/texts.ts";
import { useFormat, useLanguage, useText } from "../i18n/use-text.tsx";
import { LanguageNote } from "../overlays/language-panel.tsx";
import type { Availability, ScreenOf } from "../../contract/snapshot.ts";
import { StaffDoor } from "./staff-door.tsx";
import "./attract-screen.css";

/** The first screen: what can be done here, until when it is free, the languages, and one button. */
export function AttractScreen({ screen }: { readonly screen: ScreenOf<"attract"> }) {
  const t = useText();
  const language = useLanguage();
  const { booth } = useScreens();
  const offers: readonly (readonly [boolean, IconName, TextKey])[] = [
    [booth.features.web, "globe", "attract.web"],
    [booth.features.print, "printer", "attract.print"],
    [booth.features.scan, "scan", "attract.scan"],
    [booth.features.bill, "barcode", "attract.bill"],
  ];
  return (
    <div className="attract">
      <div className="attract-top">
        <p className="attract-place">
          {t("attract.place")} · {booth.municipality}
        </p>
        <h1 tabIndex={-1} data-screen-heading="">{t("attract.title")}</h1>
        <ul className="attract-offers">
          {offers.filter(([there]) => there).map(([, icon, key]) => (
            <li key={key}>
              <Icon name={icon} size={1.3} />
              {t(key)}
            </li>
          ))}
        </ul>
        <p className="attract-erased">{t("attract.erased")}</p>
      </div>
      <div className="attract-start">
        <Button variant="primary" act={{ type: "start", language }}>{t("attract.start")}</Button>
        <Free availability={screen.availability} />
        <StaffDoor />
      </div>
      <LanguageChoice />
    </div>
  );
}

/** Until when it is free, and when it is booked; never by whom. */
function Free({ availability }: { readonly availability: Availability }) {
  const t = useText();
  const format = useFormat();
  const now = useNow(10_000);
  const { freeUntil, limit, nextBooking } = availability;
  const bookedNow = nextBooking !== null && nextBooking.from <= now;
  const booked = nextBooking === null ? null : t("attract.booked", { from: format.clock(nextBooking.from), to: format.clock(nextBooking.to) });
  return (
    <div className="attract-free">
      {bookedNow ? <p className="attract-until">{booked}</p> : (
        <>
          <p className="attract-until">{freeUntil === null ? t("attract.free") : t("attract.freeUntil", { time: format.clock(freeUntil) })}</p>
          {booked !== null && <p>{booked}</p>}
          {limit === "closing" && freeUntil !== null && <p>{t("attract.closing", { time: format.clock(freeUntil) })}</p>}
        </>
      )}
    </div>
  );
}

function LanguageChoice() {
  const t = useText();
  const act = useAct();
  const language = useLanguage();
  const { booth } = useScreens();
  return (
    <div className="attract-languages">
      <div className="attract-language-list" role="group" aria-label={t("attract.languages")}>
        {booth.languages.map((one) => (
          <span key={one} lang={one}>
            <Button variant="bar" pressed={one === language} {...(one === language ? { icon: "check" as const } : {})} onPress={() => void act({ type: "set-language", language: one })}>
              {languageMeta(one).ownName}
            </Button>
          </span>
        ))}
      </div>
      <LanguageNote />
    </div>
  );
}
