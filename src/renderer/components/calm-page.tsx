import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { PageTitle } from "./page.tsx";
import "./calm-page.css";

export interface CalmPageProps {
  readonly icon: IconName;
  readonly title: string;
  readonly lead: string;
  readonly children?: ReactNode;
  /** Lower right corner: what is not for the person who stands here. */
  readonly corner?: ReactNode;
}

/** A screen with nothing to do but read: large, in the middle, under the whole sky. */
export function CalmPage({ icon, title, lead, children, corner }: CalmPageProps) {
  return (
    <div className="calm-page">
      <div className="calm-page-words">
        <span className="calm-page-picture">
          <Icon name={icon} size={1} />
        </span>
        <PageTitle lead={lead}>{title}</PageTitle>
        {children}
      </div>
      {corner !== undefined && <div className="calm-page-corner">{corner}</div>}
    </div>
  );
}
