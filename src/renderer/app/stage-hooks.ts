import { useEffect, useLayoutEffect, useState } from "react";
import type { Language, Preferences } from "../../contract/preferences.ts";
import type { Screen } from "../../contract/snapshot.ts";
import type { Panel } from "../bar/bar.tsx";
import { orderOverlays, type OverlayId } from "./overlay-order.ts";
import { afterPaintedFrame } from "./paint.ts";
import { useSnapshot, useStore } from "./screen-context.tsx";
import type { ScreenState } from "./screen-store.ts";

/** What lies over the screen now, uppermost first. */
export function useOverlays(state: ScreenState, panel: Panel | null): readonly OverlayId[] {
  const [order, setOrder] = useState<readonly OverlayId[]>([]);
  const next = orderOverlays(order, presentOverlays(state, panel));
  // Set while rendering, so that no frame shows the old order.
  if (next.join() !== order.join()) setOrder(next);
  return next;
}

function presentOverlays({ snapshot, web, problem }: ScreenState, panel: Panel | null): ReadonlySet<OverlayId> {
  const onWeb = snapshot.screen.name === "web";
  const there: readonly (readonly [OverlayId, boolean])[] = [
    ["idle", snapshot.idleEndsAt !== null],
    ["language", panel === "language"],
    ["see-hear", panel === "see-hear"],
    ["end-question", snapshot.endQuestion !== null],
    ["time-warning", snapshot.timeWarning !== null],
    ["page-dialog", onWeb && web.dialog !== null],
    ["file-chooser", onWeb && web.chooser !== null],
    ["help", snapshot.help !== null],
    ["original-question", snapshot.originalQuestion],
    ["document-refused", snapshot.documentRefused !== null],
    ["recovered", snapshot.recovered],
    ["problem", problem !== null],
  ];
  return new Set(there.flatMap(([id, present]) => (present ? [id] : [])));
}

/** Names what a person sees as one scene: a change of it moves the focus to the heading and is read aloud. */
export function screenScene(screen: Screen): string {
  return "stage" in screen ? `${screen.name}/${screen.stage}` : screen.name;
}

/** Size, contrast and language stand on the document, where the style sheets look. */
export function usePageAttributes({ textScale, contrast }: Preferences, language: Language): void {
  const { screen } = useSnapshot();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset["textScale"] = String(textScale);
    dataset["contrast"] = contrast;
    document.documentElement.lang = language;
  }, [textScale, contrast, language]);
  const scene = screenScene(screen);
  // At once with the new screen, and not where the screen itself has put the focus into a field.
  useLayoutEffect(() => {
    const heading = document.querySelector<HTMLElement>("main [data-screen-heading]");
    const writing = document.activeElement instanceof HTMLInputElement && document.activeElement.closest("main") !== null;
    if (!writing && document.querySelector('[role="dialog"], [role="alertdialog"]') === null) heading?.focus({ preventScroll: true });
  }, [scene]);
}

/** Says which revision is on the screen, and answers probes after a painted frame. */
export function usePaintReports(): void {
  const { client, onProbe } = useStore();
  const { epoch, revision } = useSnapshot();
  useLayoutEffect(() => afterPaintedFrame(() => void client.invoke("painted", { epoch, revision })), [client, epoch, revision]);
  useEffect(() => onProbe((id) => void afterPaintedFrame(() => void client.invoke("probed", { id }))), [client, onProbe]);
}

/** The least time between two reports that somebody is there, ms (contract: at most one a second). */
const touchEvery = 1_000;

/** Any touch or key on our screens keeps the visit from being idle. */
export function useTouchReports(): void {
  const { act } = useStore();
  useEffect(() => {
    let last = -Infinity;
    const touched = () => {
      const now = performance.now();
      if (now - last < touchEvery) return;
      last = now;
      void act({ type: "touched" });
    };
    window.addEventListener("pointerdown", touched, { capture: true });
    window.addEventListener("keydown", touched, { capture: true });
    return () => {
      window.removeEventListener("pointerdown", touched, { capture: true });
      window.removeEventListener("keydown", touched, { capture: true });
    };
  }, [act]);
}
