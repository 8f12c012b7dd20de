import { useEffect, useRef, type RefObject } from "react";
import { useStore } from "../app/screen-context.tsx";

/**
 * Tells the main process where the embedded page lies, in CSS px of the window, whenever that changes; null while it is
 * hidden. When our keyboard has made the place lower, the focused field of the page is scrolled above its lower edge.
 */
export function useWebPlace(place: RefObject<HTMLDivElement | null>, shown: boolean, typing: boolean): void {
  const { client } = useStore();
  const last = useRef("");
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const tell = () => {
      const box = element.getBoundingClientRect();
      const bounds = shown ? { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) } : null;
      const words = JSON.stringify([bounds, typing]);
      if (words === last.current) return;
      last.current = words;
      void client.invoke("web-place", { bounds });
      if (bounds !== null && typing) void client.invoke("web-scroll-field", { aboveY: bounds.y + bounds.height });
    };
    const watcher = new ResizeObserver(tell);
    watcher.observe(element);
    window.addEventListener("resize", tell);
    tell();
    return () => {
      watcher.disconnect();
      window.removeEventListener("resize", tell);
    };
  }, [client, place, shown, typing]);
  // The screen is left: the page goes out of sight with it.
  useEffect(() => () => {
    last.current = "";
    void client.invoke("web-place", { bounds: null });
  }, [client]);
}
