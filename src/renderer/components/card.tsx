import type { ReactNode } from "react";
import "./card.css";

export interface CardProps {
  readonly children: ReactNode;
  /** `padded` is the usual one; `flush` for lists and pictures that reach the edge. */
  readonly fit?: "padded" | "flush";
  /** Takes the height that is left. */
  readonly grow?: boolean;
}

/** A snow-white sheet on the night: for what is read. */
export function Card({ children, fit = "padded", grow = false }: CardProps) {
  return <div className={`card card-${fit}${grow ? " card-grow" : ""}`}>{children}</div>;
}

export interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

/** A name and its value, e.g. the amount of a bill; stands in a {@link Facts}. */
export function Fact({ name, children }: FactProps) {
  return (
    <div className="fact">
      <dt className="fact-name">{name}</dt>
      <dd className="fact-value">{children}</dd>
    </div>
  );
}

export function Facts({ children, row = false }: { readonly children: ReactNode; readonly row?: boolean }) {
  return <dl className={row ? "facts facts-row" : "facts"}>{children}</dl>;
}
