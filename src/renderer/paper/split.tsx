import type { ReactNode } from "react";
import "./split.css";

export interface SplitProps {
  /** What is looked at: a picture, a page. */
  readonly look: ReactNode;
  /** What is read or chosen. */
  readonly choose: ReactNode;
  /** `reading` gives the picture more room in landscape. */
  readonly weight?: "choosing" | "reading";
}

/** The two halves of a screen; in portrait the first stands above the second and takes the height that is left. */
export function Split({ look, choose, weight = "choosing" }: SplitProps) {
  return (
    <div className={`split split-${weight}`}>
      <div className="split-look">{look}</div>
      <div className="split-choose">{choose}</div>
    </div>
  );
}
