import { ProgressBar as AriaProgressBar } from "react-aria-components/ProgressBar";
import { useFormat } from "../i18n/use-text.tsx";
import "./progress-bar.css";

export interface ProgressBarProps {
  /** What goes on, e.g. "Printing page 2 of 3". */
  readonly label: string;
  /** 0..1, true and not guessed; null where the machine does not tell. */
  readonly fraction: number | null;
  /** The words are heard but stand elsewhere on the screen. */
  readonly hideLabel?: boolean;
  /** Nothing moves: a screen that nobody sees yet would keep the processor busy. */
  readonly still?: boolean;
}

/** Work longer than a second: how far it is. */
export function ProgressBar({ label, fraction, hideLabel = false, still = false }: ProgressBarProps) {
  const format = useFormat();
  const percent = fraction === null ? null : format.percent(fraction);
  return (
    <AriaProgressBar className="progress" aria-label={label} {...(fraction === null ? { isIndeterminate: true } : { value: fraction * 100, valueLabel: percent ?? "" })}>
      {!hideLabel && (
        <div className="progress-words" aria-hidden="true">
          <span>{label}</span>
          {percent !== null && <span className="progress-percent">{percent}</span>}
        </div>
      )}
      <div className="progress-track">
        <div className="progress-fill" {...(fraction === null ? { "data-unknown": still ? "still" : "" } : { style: { width: `${fraction * 100}%` } })} />
      </div>
    </AriaProgressBar>
  );
}
