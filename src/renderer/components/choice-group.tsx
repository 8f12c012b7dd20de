import { Label } from "react-aria-components/Label";
import { RadioButton, RadioField, RadioGroup } from "react-aria-components/RadioGroup";
import { Icon, type IconName } from "./icon.tsx";
import "./choice-group.css";

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly note?: string | undefined;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  /** BCP 47, where the label is not in the screen's language. */
  readonly lang?: string;
}

export interface ChoiceGroupProps<V extends string> {
  readonly label: string;
  /** The label is heard but not shown, e.g. because the title says the same. */
  readonly hideLabel?: boolean;
  readonly choices: readonly Choice<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly layout?: "row" | "column" | "grid";
}

/** One of a few: each a big button with a mark; the chosen one is told by mark, edge and weight. */
export function ChoiceGroup<V extends string>({ label, hideLabel = false, choices, value, onChange, layout = "row" }: ChoiceGroupProps<V>) {
  return (
    <RadioGroup
      className="choices"
      value={value}
      onChange={(picked) => {
        const choice = choices.find((one) => one.value === picked);
        if (choice !== undefined) onChange(choice.value);
      }}
      orientation={layout === "column" ? "vertical" : "horizontal"}
    >
      <Label className={hideLabel ? "unseen" : "choices-label"}>{label}</Label>
      <div className={`choices-list choices-${layout}`}>
        {choices.map((choice) => (
          <RadioField key={choice.value} value={choice.value} className="choice-field" isDisabled={choice.disabled ?? false} {...(choice.lang === undefined ? {} : { lang: choice.lang })}>
            <RadioButton className="choice">
              <span className="choice-mark" aria-hidden="true">
                <Icon name="check" size={1} />
              </span>
              {choice.icon !== undefined && <Icon name={choice.icon} size={1.5} />}
              <span className="choice-words">
                <span className="choice-title">{choice.label}</span>
                {choice.note !== undefined && <span className="choice-note">{choice.note}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
