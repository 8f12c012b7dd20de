import { useId } from "react";
import { useText } from "../i18n/use-text.tsx";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./text-input.css";

/** Which keys our keyboard shows. */
export type KeyboardKind = "text" | "email" | "number" | "telephone" | "password" | "search" | "url";

export interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly keyboard?: KeyboardKind;
  readonly icon?: IconName;
  readonly maxLength?: number;
  /** A sentence under the field that says what to write, or why it was refused. */
  readonly note?: string | undefined;
  readonly wrong?: boolean;
  readonly onEnter?: () => void;
  /** Shows a button that empties the field. */
  readonly clearable?: boolean;
  readonly hideLabel?: boolean;
  /** Gets the focus when it appears, because the person has just asked to write. */
  readonly autoFocus?: boolean;
}

/** A field to write in. Our keyboard appears when it gets the focus. Spelling aids are off: nothing is learnt from what is typed. */
export function TextInput({ label, value, onChange, keyboard = "text", icon, maxLength, note, wrong = false, onEnter, clearable = false, hideLabel = false, autoFocus = false }: TextInputProps) {
  const t = useText();
  const id = useId();
  return (
    <div className="text-input">
      <label className={hideLabel ? "unseen" : "text-input-label"} htmlFor={id}>
        {label}
      </label>
      <div className="text-input-row">
        {icon !== undefined && <Icon name={icon} size={1.3} />}
        <input
          id={id}
          type={keyboard === "password" ? "password" : "text"}
          data-keyboard={keyboard}
          value={value}
          autoFocus={autoFocus}
          maxLength={maxLength}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={wrong}
          {...(note === undefined ? {} : { "aria-describedby": `${id}-note` })}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onEnter?.();
          }}
        />
        {clearable && value !== "" && (
          <Button variant="quiet" icon="cross" onPress={() => onChange("")}>
            {t("common.clear")}
          </Button>
        )}
      </div>
      {note !== undefined && (
        <p className={wrong ? "text-input-note text-input-wrong" : "text-input-note"} id={`${id}-note`} {...(wrong ? { role: "alert" } : {})}>
          {wrong && <Icon name="warning" size={1.2} />}
          {note}
        </p>
      )}
    </div>
  );
}
