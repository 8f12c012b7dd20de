import { Card } from "../components/card.tsx";
import { ChoiceGroup } from "../components/choice-group.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import { MachinePicture } from "./machine-picture.tsx";
import { Steps } from "./steps.tsx";
import "./paper-place.css";

type Source = "flatbed" | "feeder";

const steps: Readonly<Record<Source, readonly TextKey[]>> = {
  flatbed: ["scan.glassStep1", "scan.glassStep2", "scan.glassStep3"],
  feeder: ["scan.feederStep1", "scan.feederStep2", "scan.feederStep3"],
};

export interface PaperPlaceProps {
  readonly source: Source;
  /** What this scanner has; with one there is nothing to choose. */
  readonly sources: readonly Source[];
  readonly onChange: (source: Source) => void;
}

/** Where the paper goes, in a picture and in steps. */
export function PaperPlace({ source, sources, onChange }: PaperPlaceProps) {
  const t = useText();
  return (
    <Card>
      {sources.length > 1 && (
        <ChoiceGroup
          label={t("scan.source")}
          hideLabel
          value={source}
          onChange={onChange}
          choices={[{ value: "flatbed", label: t("scan.sourceGlass") }, { value: "feeder", label: t("scan.sourceFeeder") }]}
        />
      )}
      <div className="paper-place">
        <MachinePicture scene={source === "flatbed" ? "glass" : "feeder"} />
        <Steps steps={steps[source]} />
      </div>
    </Card>
  );
}
