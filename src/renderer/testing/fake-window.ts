import type { Preferences } from "../../contract/preferences.ts";
import type { Result } from "../../contract/result.ts";
import type { WindowMethod, WindowPush } from "../../contract/shell-window.ts";
import type { WindowApi, WindowParams } from "../../contract/window-api.ts";
import type { Sample } from "./samples.ts";
import { booth, noWeb } from "./samples/base.ts";
import { shippedTray } from "./tray.ts";

/** A call that the screens made. */
export interface Call {
  readonly method: string;
  readonly params: unknown;
}

export interface FakeWindow extends WindowApi {
  readonly calls: readonly Call[];
  /** The next call of this method gets this answer; "none" leaves it waiting until {@link release}. */
  answerNext(method: WindowMethod, answer: Result<unknown> | "none"): void;
  /** Answers what waits, with success. */
  release(): void;
  push(push: WindowPush): void;
}

/** A window API with one sample behind it: keeps what the screens call, obeys preferences, refuses nothing it knows. */
export function createFakeWindow(sample: Sample, preferences: Partial<Preferences>): FakeWindow {
  const calls: Call[] = [];
  const listeners = new Set<(push: unknown) => void>();
  const answers = new Map<string, Result<unknown> | "none">();
  let waiting: (() => void)[] = [];
  let snapshot = { ...sample.snapshot, preferences: { ...sample.snapshot.preferences, ...preferences } };
  const push = (what: WindowPush) => listeners.forEach((listener) => listener(what));
  const prefer = (change: Partial<Preferences>) => {
    snapshot = { ...snapshot, revision: snapshot.revision + 1, preferences: { ...snapshot.preferences, ...change } };
    push({ push: "snapshot", snapshot });
  };
  const act = ({ action }: WindowParams<"act">) => {
    if (action.type === "set-language") prefer({ language: action.language });
    if (action.type === "set-text-scale") prefer({ textScale: action.textScale });
    if (action.type === "set-contrast") prefer({ contrast: action.contrast });
    if (action.type === "set-read-aloud") prefer({ readAloud: action.on });
  };
  return {
    calls,
    push,
    answerNext: (method, answer) => void answers.set(method, answer),
    release() {
      for (const go of waiting) go();
      waiting = [];
    },
    onPush(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async invoke(method, params) {
      calls.push({ method, params });
      const answer = answers.get(method);
      answers.delete(method);
      if (answer === "none") return await new Promise((resolve) => waiting.push(() => resolve({ ok: true, value: null })));
      if (answer !== undefined) return answer;
      switch (method as WindowMethod) {
        case "screens-ready":
          return { ok: true, value: { booth: { ...booth, ...sample.booth }, services: JSON.stringify(shippedTray()), snapshot, web: { ...noWeb, ...sample.web } } };
        case "act":
          act(params as WindowParams<"act">);
          return { ok: true, value: null };
        case "document-picture":
        case "scan-picture":
          return { ok: true, value: drawnPage(calls.length, (params as { readonly widthPx: number }).widthPx) };
        case "say":
          return (params as WindowParams<"say">).language === "se" ? { ok: false, error: { code: "speech/no-voice" } } : { ok: true, value: { wavBase64: silence } };
        default:
          return { ok: true, value: null };
      }
    },
  };
}

/** A tenth of a second of nothing: 8 kHz, 8 bit, mono. */
const silence = (() => {
  const samples = 800;
  const bytes = new Uint8Array(44 + samples).fill(128, 44);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => bytes.set(Array.from(text, (letter) => letter.charCodeAt(0)), at);
  word(0, "RIFF");
  view.setUint32(4, 36 + samples, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, "data");
  view.setUint32(40, samples, true);
  return btoa(String.fromCharCode(...bytes));
})();

/** A page with a heading and grey lines, as wide as it was asked for, so that pictures of screens look like screens. */
function drawnPage(seed: number, widthPx: number): { mime: string; base64: string; widthPx: number; heightPx: number } {
  const heightPx = Math.round(widthPx * Math.SQRT2);
  const canvas = document.createElement("canvas");
  canvas.width = widthPx;
  canvas.height = heightPx;
  const pen = canvas.getContext("2d");
  if (pen !== null) {
    // Drawn on a sheet of 420 × 594.
    pen.scale(widthPx / 420, widthPx / 420);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, 420, 594);
    pen.fillStyle = "#38535b";
    pen.fillRect(48, 52, 150 + ((seed * 37) % 90), 24);
    pen.fillStyle = "#9fb4b8";
    for (let line = 0; line < 15; line += 1) pen.fillRect(48, 112 + line * 28, line % 6 === 5 ? 150 : 250 + ((line * 53 + seed * 29) % 74), 10);
  }
  return { mime: "image/png", base64: canvas.toDataURL("image/png").split(",")[1] ?? "", widthPx, heightPx };
}
