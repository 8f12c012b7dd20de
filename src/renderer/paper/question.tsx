import type { ReactNode } from "react";
import "./question.css";

/** A screen with a question of its own over it: what lies behind cannot be reached until it is answered. */
export function WithQuestion({ question, children }: { readonly question: ReactNode; readonly children: ReactNode }) {
  const asked = question !== null && question !== undefined && question !== false;
  return (
    <>
      <div className="asked-screen" inert={asked}>{children}</div>
      {asked && <div className="asked-question">{question}</div>}
    </>
  );
}
