import type { ReactNode } from "react";
import "./split.css";

export interface SplitProps {
  /** What is looked at: a picture, a page. */
  readonly look: ReactNode;
  /** What is read or chosen. */
  readonly choose: ReactNode;
  /** `flow` stands in a page that scrolls and may be higher than its place; `fill` takes exactly the height that is left. */
  readonly height: "flow" | "fill";
}

/** The two halves of a screen; in portrait the first stands above the second and takes the height that is left. */
export function Split({ look, choose, height }: SplitProps) {
  return (
    <div className={`split split-${height}`}>
      <div className="split-look">{look}</div>
      <div className="split-choose">{choose}</div>
    </div>
  );
}
