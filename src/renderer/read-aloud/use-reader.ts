import { useCallback, useEffect, useRef, useState } from "react";
import { useScreens, useStore } from "../app/screen-context.tsx";
import { textLanguage } from "../i18n/texts.ts";
import { readableText } from "./readable-text.ts";

export interface Reader {
  readonly speaking: boolean;
  /** A language without a voice was asked for; said in the see-and-hear panel. */
  readonly noVoice: boolean;
  /** Reads what is on the screen now: the question that lies over it, else the screen. */
  readonly read: () => void;
  readonly stop: () => void;
}

/**
 * Reads the screen aloud when the person has turned it on: by itself when the screen or the question over it changes,
 * and on the bar's button. `scene` names what is shown; a change of it is what is read.
 */
export function useReader(scene: string): Reader {
  const { client, tell } = useStore();
  const { snapshot } = useScreens();
  const { readAloud, language } = snapshot.preferences;
  const voice = textLanguage(language);
  const [speaking, setSpeaking] = useState(false);
  const [noVoice, setNoVoice] = useState(false);
  const playing = useRef<{ readonly audio: HTMLAudioElement; readonly url: string } | null>(null);
  /** Counts readings: a late answer to an older one is dropped. */
  const turn = useRef(0);

  const stop = useCallback(() => {
    turn.current += 1;
    if (playing.current !== null) {
      playing.current.audio.pause();
      URL.revokeObjectURL(playing.current.url);
      playing.current = null;
    }
    setSpeaking(false);
  }, []);

  const read = useCallback(() => {
    stop();
    const root = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document.querySelector("main");
    const text = root === null ? "" : readableText(root);
    if (text === "") return;
    const mine = turn.current;
    setSpeaking(true);
    void client.invoke("say", { text, language: voice }).then((answer) => {
      if (turn.current !== mine) return;
      if (!answer.ok) {
        setSpeaking(false);
        if (answer.error.code === "speech/no-voice") setNoVoice(true);
        else tell({ code: "speech/failed" });
        return;
      }
      const bytes = Uint8Array.from(atob(answer.value.wavBase64), (letter) => letter.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
      const audio = new Audio(url);
      playing.current = { audio, url };
      audio.addEventListener("ended", stop);
      audio.play().catch(stop);
    });
  }, [client, stop, tell, voice]);

  useEffect(() => setNoVoice(false), [voice, readAloud]);
  useEffect(() => {
    if (readAloud) read();
    else stop();
  }, [readAloud, scene, read, stop]);
  useEffect(() => stop, [stop]);

  return { speaking, noVoice, read, stop };
}
