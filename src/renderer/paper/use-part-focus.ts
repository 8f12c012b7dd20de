import { useEffect, useRef } from "react";

/**
 * Moves the focus to the heading when a screen shows another part of itself that the snapshot does not name as a stage of its own,
 * such as an opened document or the list of all banks. The app does the same when the screen or its stage changes.
 */
export function usePartFocus(part: string): void {
  const shown = useRef(part);
  useEffect(() => {
    if (shown.current === part) return;
    shown.current = part;
    document.querySelector<HTMLElement>("main [data-screen-heading]")?.focus({ preventScroll: true });
  }, [part]);
}
