import { useAct, useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { ChoiceGroup } from "../components/choice-group.tsx";
import { Modal } from "../components/modal.tsx";
import { languageMeta } from "../i18n/texts.ts";
import { useLanguage, useText } from "../i18n/use-text.tsx";

/** The list of languages, each in its own name. Only the language changes: everything else stays as it is. */
export function LanguagePanel({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const act = useAct();
  const language = useLanguage();
  const { booth } = useScreens();
  return (
    <Modal title={t("bar.languageTitle")} icon="language" onEscape={onClose} actions={<Button variant="primary" onPress={onClose}>{t("common.done")}</Button>}>
      <ChoiceGroup
        label={t("bar.languageTitle")}
        hideLabel
        layout="grid"
        value={language}
        onChange={(chosen) => void act({ type: "set-language", language: chosen })}
        choices={booth.languages.map((one) => {
          const meta = languageMeta(one);
          return { value: one, label: meta.ownName, lang: one, ...(meta.fallback === null ? {} : { note: t("bar.notReady") }) };
        })}
      />
      <p>{t("bar.languageKept")}</p>
      <LanguageNote />
    </Modal>
  );
}

/** Says that the texts of the chosen language are missing or not checked; nothing where all is well. */
export function LanguageNote() {
  const t = useText();
  const meta = languageMeta(useLanguage());
  if (meta.fallback !== null) return <p>{t("common.fallbackNote")}</p>;
  return meta.sayUnchecked && meta.checkedAreas.length === 0 ? <p>{t("common.uncheckedNote")}</p> : null;
}
