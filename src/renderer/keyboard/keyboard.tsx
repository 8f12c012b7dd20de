import { useEffect, useState } from "react";
import { useStore } from "../app/screen-context.tsx";
import { Icon, type IconName } from "../components/icon.tsx";
import type { Text } from "../i18n/texts.ts";
import { useLanguage, useText } from "../i18n/use-text.tsx";
import { strokeField, typedKey, type Stroke } from "./field-target.ts";
import { keyRows, type Key, type KeyboardPage } from "./layouts.ts";
import type { KeyboardControl, KeyboardTarget } from "./use-keyboard.ts";
import "./keyboard.css";

/**
 * Our own keyboard, under the screen and never over it: the screen above becomes lower. Its keys do not take the focus from
 * the field. In a password field no key lights up, so that nobody sees from behind what is typed.
 */
export function Keyboard({ target, onDone }: { readonly target: KeyboardTarget; readonly onDone: KeyboardControl["close"] }) {
  const t = useText();
  const language = useLanguage();
  const { client, tell } = useStore();
  const [page, setPage] = useState<KeyboardPage>("letters");
  const [capitals, setCapitals] = useState(false);
  useEffect(() => {
    setPage("letters");
    setCapitals(false);
  }, [target.where, target.kind]);

  const stroke = (what: Stroke) => {
    if (target.where === "screen") return strokeField(target.field, what);
    void client.invoke("web-type", { keys: [typedKey(what)] }).then((answer) => {
      if (!answer.ok) tell(answer.error);
    });
  };
  const press = (key: Key) => {
    switch (key.kind) {
      case "letter":
        stroke({ kind: "text", text: capitals ? key.letter.toLocaleUpperCase("fi") : key.letter });
        return setCapitals(false);
      case "space":
        return stroke({ kind: "text", text: " " });
      case "shift":
        return setCapitals(!capitals);
      case "page":
        return setPage(key.to);
      case "done":
        return onDone();
      case "erase":
      case "enter":
      case "left":
      case "right":
        return stroke({ kind: key.kind });
    }
  };
  const pad = target.kind === "number" || target.kind === "telephone";
  return (
    // A touch of a key must not move the focus away from the field.
    <section className={pad ? "keyboard keyboard-pad" : "keyboard"} aria-label={t("keyboard.label")} data-secret={target.kind === "password"} onPointerDown={(event) => event.preventDefault()} onMouseDown={(event) => event.preventDefault()}>
      {keyRows(target.kind, page, language).map((row, index) => (
        <div className="keyboard-row" key={`${page}-${index}`}>
          {row.map((key) => (
            <button key={keyId(key)} type="button" tabIndex={-1} className={`key key-${key.kind}`} aria-label={keyLabel(key, t)} {...(key.kind === "shift" ? { "aria-pressed": capitals } : {})} onClick={() => press(key)}>
              <KeyFace calls={key} capitals={capitals} />
            </button>
          ))}
        </div>
      ))}
    </section>
  );
}

function keyId(key: Key): string {
  return key.kind === "letter" ? key.letter : key.kind === "page" ? key.to : key.kind;
}

function keyLabel(key: Key, t: Text): string | undefined {
  switch (key.kind) {
    case "letter":
      return undefined;
    case "page":
      return `${pageFace(key.to, t)}, ${t(({ letters: "keyboard.lettersLabel", numbers: "keyboard.numbersLabel", sami: "keyboard.samiLabel" } as const)[key.to])}`;
    case "shift":
      return t("keyboard.shiftLabel");
    default:
      return t(`keyboard.${key.kind}`);
  }
}

function pageFace(page: KeyboardPage, t: Text): string {
  return page === "sami" ? "á č đ" : t(page === "letters" ? "keyboard.letters" : "keyboard.numbers");
}

const pictures: Readonly<Partial<Record<Key["kind"], IconName>>> = { shift: "shift", erase: "erase", enter: "enter", left: "back", right: "forward" };

function KeyFace({ calls: key, capitals }: { readonly calls: Key; readonly capitals: boolean }) {
  const t = useText();
  const picture = pictures[key.kind];
  if (picture !== undefined) return <Icon name={picture} size={1.5} />;
  switch (key.kind) {
    case "letter":
      return capitals ? key.letter.toLocaleUpperCase("fi") : key.letter;
    case "page":
      return pageFace(key.to, t);
    case "space":
      return t("keyboard.space");
    default:
      return t("keyboard.done");
  }
}
