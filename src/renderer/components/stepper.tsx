import { useId } from "react";
import { useText } from "../i18n/use-text.tsx";
import { Button } from "./button.tsx";
import "./stepper.css";

export interface StepperProps {
  /** What is counted, e.g. "Copies". */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** The value in words, e.g. "3 copies"; the bare number otherwise. */
  readonly shown?: string;
}

/** A number that is set with two big buttons, one step a touch. */
export function Stepper({ label, value, min, max, onChange, shown }: StepperProps) {
  const t = useText();
  const id = useId();
  return (
    <div className="stepper" role="group" aria-labelledby={id}>
      <span className="stepper-label" id={id}>
        {label}
      </span>
      <div className="stepper-row">
        <Button variant="quiet" icon="minus" disabled={value <= min} onPress={() => onChange(value - 1)}>
          {t("common.fewer")}
        </Button>
        <output className="stepper-value">{shown ?? String(value)}</output>
        <Button variant="quiet" icon="plus" disabled={value >= max} onPress={() => onChange(value + 1)}>
          {t("common.more")}
        </Button>
      </div>
    </div>
  );
}
