import { useEffect, useState } from "react";
import type { WebState } from "../../contract/shell-window.ts";
import { useScreens, useStore } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { TextInput } from "../components/text-input.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import "./page-dialog.css";

type Dialog = NonNullable<WebState["dialog"]>;

const titles: Readonly<Record<Dialog["kind"], TextKey>> = { alert: "web.dialogAlert", confirm: "web.dialogConfirm", prompt: "web.dialogPrompt", leave: "web.dialogLeave" };

/** A page's alert, confirm, prompt or "leave page?" in our style. It says that the page speaks, not the booth. */
export function PageDialog() {
  const { dialog } = useScreens().web;
  return dialog === null ? null : <OpenDialog key={dialog.id} dialog={dialog} />;
}

function OpenDialog({ dialog }: { readonly dialog: Dialog }) {
  const t = useText();
  const { client } = useStore();
  const [text, setText] = useState(dialog.defaultText);
  const [answered, setAnswered] = useState(false);
  useEffect(() => setText(dialog.defaultText), [dialog.defaultText]);
  const answer = (accept: boolean, silence = false) => {
    setAnswered(true);
    void client.invoke("web-answer-dialog", { id: dialog.id, accept, text: dialog.kind === "prompt" && accept ? text : null, silence }).then((done) => {
      if (!done.ok) setAnswered(false);
    });
  };
  const no = (key: TextKey) => <Button disabled={answered} onPress={() => answer(false)}>{t(key)}</Button>;
  const yes = (key: TextKey) => <Button variant="primary" disabled={answered} onPress={() => answer(true)}>{t(key)}</Button>;
  return (
    <Modal
      title={t(titles[dialog.kind])}
      icon="globe"
      role="alertdialog"
      actions={dialog.kind === "leave" ? (
        <>
          <Button disabled={answered} onPress={() => answer(true)}>{t("web.dialogGo")}</Button>
          <Button variant="primary" disabled={answered} onPress={() => answer(false)}>{t("web.dialogStay")}</Button>
        </>
      ) : (
        <>
          {dialog.kind !== "alert" && no("common.cancel")}
          {yes("common.ok")}
        </>
      )}
    >
      {dialog.kind === "leave" ? <p>{t("web.dialogLeaveText")}</p> : dialog.kind !== "prompt" && <p className="page-dialog-words">{dialog.message}</p>}
      {dialog.kind === "prompt" && <TextInput label={dialog.message} value={text} onChange={setText} maxLength={500} onEnter={() => answer(true)} autoFocus />}
      {dialog.canSilence && (
        <div>
          <Button variant="quiet" disabled={answered} onPress={() => answer(false, true)}>{t("web.dialogSilence")}</Button>
        </div>
      )}
    </Modal>
  );
}
