import type { ReactNode } from "react";
import { ScrollPages } from "./scroll-pages.tsx";
import "./page.css";

export interface PageProps {
  /** The screen's one question or statement; its `h1`. */
  readonly title: string;
  /** One or two short sentences under it. */
  readonly lead?: ReactNode;
  /** Stands at the right of the title, e.g. a number of pages. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  /** Left end of the last row: the way back. */
  readonly back?: ReactNode;
  /** Right end of the last row: other choices first, the primary button last. */
  readonly actions?: ReactNode;
  /**
   * `fill`: the content takes exactly the height that is left (grids, pictures). `scroll`: it may be longer, and then big
   * Up and Down buttons stand beside it.
   */
  readonly content?: "fill" | "scroll";
  /** Narrow pages are read (one column); wide ones use the whole screen. */
  readonly width?: "wide" | "narrow";
}

/** The frame of every screen: title, content, and the row of buttons where a thumb finds them. */
export function Page({ title, lead, aside, children, back, actions, content = "scroll", width = "wide" }: PageProps) {
  return (
    <div className={`page page-${width}`}>
      <div className="page-head">
        <PageTitle lead={lead}>{title}</PageTitle>
        {aside !== undefined && <div className="page-aside">{aside}</div>}
      </div>
      {children !== undefined && (content === "fill" ? <div className="page-content">{children}</div> : <ScrollPages>{children}</ScrollPages>)}
      {(back !== undefined || actions !== undefined) && (
        <div className="page-actions">
          {back !== undefined && <div className="page-back">{back}</div>}
          {actions !== undefined && <div className="page-next">{actions}</div>}
        </div>
      )}
    </div>
  );
}

/** The heading of a screen with its lead. The app moves the focus here when the screen changes. */
export function PageTitle({ children, lead }: { readonly children: string; readonly lead?: ReactNode }) {
  return (
    <div className="page-title">
      <h1 tabIndex={-1} data-screen-heading="">
        {children}
      </h1>
      {lead !== undefined && <div className="page-lead">{lead}</div>}
    </div>
  );
}
