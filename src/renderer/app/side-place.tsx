import { createContext, useContext, type ReactNode } from "react";
import { createPortal } from "react-dom";

const SideContext = createContext<HTMLElement | null>(null);

export const SideProvider = SideContext.Provider;

/** Puts something beside the screen and the keyboard (landscape) or between them (portrait): what must stay in sight while typing. */
export function Side({ children }: { readonly children: ReactNode }) {
  const place = useContext(SideContext);
  return place === null ? null : createPortal(children, place);
}
