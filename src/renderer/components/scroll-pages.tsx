import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useText } from "../i18n/use-text.tsx";
import { Button } from "./button.tsx";
import "./scroll-pages.css";

/** How much of the height one touch moves: a strip of the old stays in sight. */
const step = 0.8;

/** Content that may be higher than its place. Only then two big buttons appear; nobody has to know how to drag. */
export function ScrollPages({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ above: false, below: false });
  const look = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const above = element.scrollTop > 4;
    const below = element.scrollTop + element.clientHeight < element.scrollHeight - 4;
    setRoom((old) => (old.above === above && old.below === below ? old : { above, below }));
  }, []);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    look();
    return () => watcher.disconnect();
  }, [look]);
  const move = (direction: 1 | -1) => {
    const element = box.current;
    if (element === null) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollBy({ top: direction * element.clientHeight * step, behavior: calm ? "auto" : "smooth" });
  };
  const needed = room.above || room.below;
  return (
    <div className="scroll-pages">
      <div
        ref={box}
        className="scroll-pages-box"
        data-above={room.above}
        data-below={room.below}
        onScroll={look}
        {...(needed ? { tabIndex: 0, role: "region", "aria-label": label ?? t("common.moreContent") } : {})}
      >
        <div className="scroll-pages-content">{children}</div>
      </div>
      {needed && (
        <div className="scroll-pages-buttons" data-unspoken="">
          <Button variant="bar" icon="up" disabled={!room.above} onPress={() => move(-1)}>
            {t("common.up")}
          </Button>
          <Button variant="bar" icon="down" disabled={!room.below} onPress={() => move(1)}>
            {t("common.down")}
          </Button>
        </div>
      )}
    </div>
  );
}
