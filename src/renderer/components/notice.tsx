import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./notice.css";

export type NoticeKind = "info" | "done" | "warning" | "problem";

const icons: Readonly<Record<NoticeKind, IconName>> = { info: "info", done: "check", warning: "warning", problem: "warning" };

export interface NoticeProps {
  readonly kind: NoticeKind;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Read out at once by a screen reader; for what comes up while the person looks elsewhere. */
  readonly live?: boolean;
}

/** A sentence that stands out: what happened, what is safe, what to do now. Told by icon, words and edge, not by colour alone. */
export function Notice({ kind, title, children, live = false }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} {...(live ? { role: kind === "problem" ? "alert" : "status" } : {})}>
      <Icon name={icons[kind]} size={1.5} />
      <div className="notice-words">
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}
