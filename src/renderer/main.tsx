import { createRoot } from "react-dom/client";
import { config } from "zod";
import { createWindowClient, type WindowApi } from "../contract/window-api.ts";
import { App } from "./app/app.tsx";
import { createScreenStore } from "./app/screen-store.ts";
import "./styles/base.css";

declare global {
  interface Window {
    /** Put there by the preload; absent where the page is opened outside the shell. */
    readonly virtu?: WindowApi;
  }
}

// The content security policy allows no code from texts, which zod would otherwise try out.
config({ jitless: true });

// Asked for before anything is written with them: else the first screen is laid out in whatever letters the machine has, and then again.
for (const letters of ["a", "š"]) void document.fonts.load('1em "Inter Variable"', letters).catch(() => []);

/** A session process that has died is replaced within this time, ms; until then only the night is drawn. */
const askAgainAfter = 500;

/** The shell's window: mounts the screens on the API that the preload put there. */
const root = document.getElementById("screens");
if (root !== null && window.virtu !== undefined) {
  const store = createScreenStore(createWindowClient(window.virtu));
  createRoot(root).render(<App store={store} />);
  const open = () => void store.open().then(() => {
    if (store.state().phase === "failed") setTimeout(open, askAgainAfter);
  });
  open();
}
