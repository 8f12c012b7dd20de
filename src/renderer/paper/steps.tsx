import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import "./steps.css";

/** What to do with one's hands, in order. */
export function Steps({ steps }: { readonly steps: readonly TextKey[] }) {
  const t = useText();
  return (
    <ol className="steps">
      {steps.map((step) => <li key={step}>{t(step)}</li>)}
    </ol>
  );
}
