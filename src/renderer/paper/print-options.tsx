import type { PrintOptions } from "../../contract/snapshot.ts";
import { useScreens } from "../app/screen-context.tsx";
import { ChoiceGroup } from "../components/choice-group.tsx";
import { Stepper } from "../components/stepper.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";

export interface PrintChoicesProps {
  readonly options: PrintOptions;
  readonly copies: TextKey;
  readonly duplex: boolean;
  readonly inColour: boolean;
  readonly onChange: (change: Partial<PrintOptions>) => void;
}

/** How many, on which sides, in colour or not: only what this printer can do. */
export function PrintChoices({ options, copies, duplex, inColour, onChange }: PrintChoicesProps) {
  const t = useText();
  const { limits } = useScreens().booth;
  return (
    <>
      <Stepper label={t(copies)} value={options.copies} min={1} max={limits.copies} onChange={(count) => onChange({ copies: count })} />
      {duplex && (
        <ChoiceGroup
          label={t("print.sides")}
          value={options.sides}
          onChange={(sides) => onChange({ sides })}
          choices={[{ value: "one-sided", label: t("print.oneSided") }, { value: "two-sided-long-edge", label: t("print.twoSided") }]}
        />
      )}
      {inColour && (
        <ChoiceGroup
          label={t("print.colour")}
          value={options.colour}
          onChange={(colour) => onChange({ colour })}
          choices={[{ value: "colour", label: t("print.colourColour") }, { value: "grey", label: t("print.colourGrey") }]}
        />
      )}
    </>
  );
}
