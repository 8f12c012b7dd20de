import type { OverlayId } from "../app/overlay-order.ts";
import { assertNever } from "../../contract/result.ts";
import type { Panel } from "../bar/bar.tsx";
import type { Reader } from "../read-aloud/use-reader.ts";
import { FileChooser } from "../web/file-chooser.tsx";
import { PageDialog } from "../web/page-dialog.tsx";
import { EndQuestion } from "./end-question.tsx";
import { HelpPanel } from "./help-panel.tsx";
import { IdleCountdown } from "./idle-countdown.tsx";
import { LanguagePanel } from "./language-panel.tsx";
import { DocumentRefused, OriginalQuestion, Problem, Recovered } from "./notices.tsx";
import { SeeHearPanel } from "./see-hear-panel.tsx";
import { TimeWarning } from "./time-warning.tsx";

export interface OverlayProps {
  readonly id: OverlayId;
  readonly onPanel: (panel: Panel | null) => void;
  readonly reader: Reader;
}

/** The one question that lies over the screen. Only the uppermost is drawn; the next comes when it is answered. */
export function Overlay({ id, onPanel, reader }: OverlayProps) {
  const close = () => onPanel(null);
  switch (id) {
    case "idle":
      return <IdleCountdown />;
    case "language":
      return <LanguagePanel onClose={close} />;
    case "see-hear":
      return <SeeHearPanel onClose={close} reader={reader} />;
    case "end-question":
      return <EndQuestion />;
    case "time-warning":
      return <TimeWarning />;
    case "page-dialog":
      return <PageDialog />;
    case "file-chooser":
      return <FileChooser />;
    case "help":
      return <HelpPanel />;
    case "original-question":
      return <OriginalQuestion />;
    case "document-refused":
      return <DocumentRefused />;
    case "recovered":
      return <Recovered />;
    case "problem":
      return <Problem />;
    default:
      return assertNever(id);
  }
}
