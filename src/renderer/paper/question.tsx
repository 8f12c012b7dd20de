import type { ReactNode } from "react";

/** A screen with a question of its own over it: what lies behind cannot be reached until it is answered. */
export function WithQuestion({ question, children }: { readonly question: ReactNode; readonly children: ReactNode }) {
  const asked = question !== null && question !== undefined && question !== false;
  return (
    <>
      <div className="stage-screen" inert={asked}>{children}</div>
      {question}
    </>
  );
}
