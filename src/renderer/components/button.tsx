import { Button as AriaButton } from "react-aria-components/Button";
import type { ReactNode } from "react";
import type { Action } from "../../contract/actions.ts";
import { useAct, useBusy } from "../app/screen-context.tsx";
import { useText } from "../i18n/use-text.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

/**
 * - `primary`: the one thing to do next; at most one a screen.
 * - `secondary`: any other choice.
 * - `quiet`: small and often, inside cards and lists.
 * - `danger`: ends or throws away.
 * - `bar`: on the bar and the web bar.
 */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "bar";

export interface ButtonProps {
  readonly variant?: ButtonVariant;
  readonly children: ReactNode;
  readonly icon?: IconName;
  /** Drawn after the words, e.g. an arrow that leads on. */
  readonly iconAfter?: IconName;
  /** Sent on touch; the button shows busy while it is under way. */
  readonly act?: Action;
  /** For what is not an action of the visit; runs before `act`. */
  readonly onPress?: () => void;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** A fuller name for a screen reader where the visible words need the picture around them; must contain those words. */
  readonly label?: string;
  /** Fills the width it stands in. */
  readonly wide?: boolean;
  /** For a button that opens or closes something. */
  readonly expanded?: boolean;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
  readonly autoFocus?: boolean;
}

/** Anything that is touched and does one thing: 72 px and more, shows touch at once, and busy after a blink. */
export function Button({ variant = "secondary", children, icon, iconAfter, act, onPress, busy = false, disabled = false, label, wide = false, expanded, pressed, autoFocus = false }: ButtonProps) {
  const send = useAct();
  const underWay = useBusy(act?.type);
  const t = useText();
  const waiting = busy || underWay;
  return (
    <AriaButton
      className={`button button-${variant}${wide ? " button-wide" : ""}`}
      isDisabled={disabled}
      isPending={waiting}
      autoFocus={autoFocus}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      onPress={() => {
        onPress?.();
        if (act !== undefined) void send(act);
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span className="button-words">{children}</span>
      {iconAfter !== undefined && <Icon name={iconAfter} />}
      {waiting && (
        <span className="button-busy">
          <span className="unseen">{t("common.busy")}</span>
        </span>
      )}
    </AriaButton>
  );
}
