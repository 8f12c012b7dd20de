import { useAct, useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { ChoiceGroup } from "../components/choice-group.tsx";
import { Modal } from "../components/modal.tsx";
import { Notice } from "../components/notice.tsx";
import { useText } from "../i18n/use-text.tsx";
import type { Reader } from "../read-aloud/use-reader.ts";

/** Text size, colours, read aloud. Each takes effect at once, so that the panel itself shows what it does. */
export function SeeHearPanel({ onClose, reader }: { readonly onClose: () => void; readonly reader: Reader }) {
  const t = useText();
  const act = useAct();
  const { textScale, contrast, readAloud } = useSnapshot().preferences;
  const sizes = { "100": 100, "125": 125, "150": 150 } as const;
  return (
    <Modal title={t("bar.seeHearTitle")} icon="eye" width="wide" onEscape={onClose} actions={<Button variant="primary" onPress={onClose}>{t("common.done")}</Button>}>
      <ChoiceGroup
        label={t("bar.textSize")}
        value={`${textScale}`}
        onChange={(size) => void act({ type: "set-text-scale", textScale: sizes[size] })}
        choices={[{ value: "100", label: t("bar.size100") }, { value: "125", label: t("bar.size125") }, { value: "150", label: t("bar.size150") }]}
      />
      <ChoiceGroup
        label={t("bar.contrast")}
        value={contrast}
        onChange={(chosen) => void act({ type: "set-contrast", contrast: chosen })}
        choices={[{ value: "normal", label: t("bar.contrastNormal") }, { value: "high", label: t("bar.contrastHigh"), icon: "contrast" }]}
      />
      <ChoiceGroup
        label={t("bar.readAloud")}
        value={readAloud ? "on" : "off"}
        onChange={(chosen) => void act({ type: "set-read-aloud", on: chosen === "on" })}
        choices={[{ value: "off", label: t("bar.readOff") }, { value: "on", label: t("bar.readOn"), icon: "speaker" }]}
      />
      {readAloud && reader.noVoice && <Notice kind="info" live>{t("bar.noVoice")}</Notice>}
    </Modal>
  );
}
