import type { Rectangle } from "electron";
import type { WebState } from "../../../contract/shell-window.ts";
import type { PagePlace } from "./page-agent.ts";
import type { PageReport } from "./protocol.ts";

type Field = Extract<PageReport, { kind: "field" }>["field"];

/** Which text field of the page has the focus, over all frames: each frame speaks only for itself. */
export interface FieldWatch {
  readonly report: (field: Field, place: PagePlace) => void;
  readonly frameGone: (sessionId: string) => void;
  readonly clear: () => void;
  readonly place: () => PagePlace | undefined;
  /** In px of the window; of a field in a frame only the view's lower edge is known. */
  readonly field: (bounds: Rectangle | null, zoom: number) => WebState["textField"];
}

export function createFieldWatch(onChange: () => void): FieldWatch {
  let held: { readonly field: NonNullable<Field>; readonly place: PagePlace } | undefined;
  const drop = () => {
    if (held === undefined) return;
    held = undefined;
    onChange();
  };
  return {
    report(field, place) {
      if (field !== null) {
        held = { field, place };
        onChange();
      } else if (held?.place.sessionId === place.sessionId && held?.place.contextId === place.contextId) {
        drop();
      }
    },
    frameGone(sessionId) {
      if (held?.place.sessionId === sessionId) drop();
    },
    clear: drop,
    place: () => held?.place,
    field(bounds, zoom) {
      if (held === undefined) return null;
      const { type, bottom } = held.field;
      const top = bounds?.y ?? 0;
      const height = bounds?.height ?? 0;
      return { kind: type, bottomPx: Math.round(bottom === null ? top + height : Math.min(top + bottom * zoom, 100_000)) };
    },
  };
}
