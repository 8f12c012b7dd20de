import { Button as AriaButton } from "react-aria-components/Button";
import type { ReactNode } from "react";
import type { Action } from "../../contract/actions.ts";
import { useAct, useBusy } from "../app/screen-context.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./tile.css";

export interface TileProps {
  readonly icon: IconName;
  /** A drawing that stands in place of the icon, as large as there is room. */
  readonly drawing?: ReactNode;
  readonly title: string;
  /** One short line: what is behind it. */
  readonly note?: string | undefined;
  /** Something that waits there, e.g. "3 pages". */
  readonly badge?: string | undefined;
  readonly act?: Action;
  readonly onPress?: () => void;
  readonly disabled?: boolean;
}

/** One big choice: a picture, its words, and what is behind it. Stands in {@link Tiles}. */
export function Tile({ icon, drawing, title, note, badge, act, onPress, disabled = false }: TileProps) {
  const send = useAct();
  const busy = useBusy(act?.type);
  return (
    <AriaButton
      className="tile"
      isDisabled={disabled}
      isPending={busy}
      onPress={() => {
        onPress?.();
        if (act !== undefined) void send(act);
      }}
    >
      {drawing === undefined ? (
        <span className="tile-picture">
          <Icon name={icon} size={2.2} />
        </span>
      ) : <span className="tile-drawing" aria-hidden="true">{drawing}</span>}
      <span className="tile-words">
        <span className="tile-title">{title}</span>
        {note !== undefined && <span className="tile-note">{note}</span>}
        {badge !== undefined && <span className="tile-badge">{badge}</span>}
      </span>
    </AriaButton>
  );
}

export interface TilesProps {
  /** How many tiles there are: the grid fills the screen with 1 to 6 of them; more become a list of smaller ones. */
  readonly count: number;
  readonly children: ReactNode;
}

export function Tiles({ count, children }: TilesProps) {
  return (
    <div className="tiles" data-count={count <= 6 ? String(count) : "many"}>
      {children}
    </div>
  );
}
