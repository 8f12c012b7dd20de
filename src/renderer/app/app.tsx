import { useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Bar, type Panel } from "../bar/bar.tsx";
import { formatLocale, textLanguage } from "../i18n/texts.ts";
import { LanguageProvider } from "../i18n/use-text.tsx";
import { Keyboard } from "../keyboard/keyboard.tsx";
import { useKeyboard } from "../keyboard/use-keyboard.ts";
import { Overlay } from "../overlays/overlays.tsx";
import { useReader } from "../read-aloud/use-reader.ts";
import { Backdrop } from "./backdrop.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { SideProvider } from "./side-place.tsx";
import { ScreenStateProvider, StoreProvider, useScreens, useStoreState } from "./screen-context.tsx";
import { ScreenSwitch } from "./screen-switch.tsx";
import type { ScreenStore } from "./screen-store.ts";
import { screenScene, useOverlays, usePageAttributes, usePaintReports, useTouchReports } from "./stage-hooks.ts";
import "./stage.css";

/** The screens of one shell: bar, screen, question over it, keyboard. */
export function App({ store }: { readonly store: ScreenStore }) {
  return (
    <StoreProvider value={store}>
      <Loaded />
    </StoreProvider>
  );
}

function Loaded() {
  const state = useStoreState();
  // Nothing of the booth is known yet, not even its language: only the night is drawn.
  if (state.phase !== "ready") return <div className="stage"><Backdrop scene="calm" /></div>;
  const { language } = state.snapshot.preferences;
  return (
    <ScreenStateProvider value={state}>
      <LanguageProvider language={language}>
        <I18nProvider locale={formatLocale(language)}>
          <Stage />
        </I18nProvider>
      </LanguageProvider>
    </ScreenStateProvider>
  );
}

/** Screens that are looked at from afar, with the whole sky. */
const openSky: ReadonlySet<string> = new Set(["attract", "starting", "thanks", "closed", "out-of-order"]);

function Stage() {
  const state = useScreens();
  const { snapshot } = state;
  const { screen, preferences, epoch } = snapshot;
  const [panel, setPanel] = useState<Panel | null>(null);
  const [side, setSide] = useState<HTMLElement | null>(null);
  // A panel belongs to the screen that it was opened over, and a new visit begins with nothing open.
  useEffect(() => setPanel(null), [epoch, screen.name]);
  const overlays = useOverlays(state, panel);
  const top = overlays[0];
  const scene = useMemo(() => [epoch, screenScene(screen), top ?? ""].join(" "), [epoch, screen, top]);
  const reader = useReader(scene);
  const keyboard = useKeyboard(top !== undefined);
  usePageAttributes(preferences, textLanguage(preferences.language));
  usePaintReports();
  useTouchReports();
  return (
    <div className="stage" data-screen={screen.name} data-typing={keyboard.shown}>
      <Backdrop scene={openSky.has(screen.name) ? "open" : "calm"} />
      <Bar panel={panel} onPanel={setPanel} reader={reader} />
      <main className="stage-main">
        <div className="stage-screen" inert={top !== undefined}>
          <SideProvider value={side}>
            <ErrorBoundary key={`${epoch} ${screen.name}`}>
              <ScreenSwitch screen={screen} covered={top !== undefined} keyboard={keyboard} />
            </ErrorBoundary>
          </SideProvider>
        </div>
        <div className="stage-side" ref={setSide} inert={top !== undefined} />
        {top !== undefined && (
          <ErrorBoundary key={top}>
            <Overlay id={top} onPanel={setPanel} reader={reader} />
          </ErrorBoundary>
        )}
      </main>
      {keyboard.shown && keyboard.target !== null && <Keyboard target={keyboard.target} onDone={keyboard.close} />}
    </div>
  );
}
