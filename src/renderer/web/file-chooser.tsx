import { useState } from "react";
import type { DocumentSummary } from "../../contract/documents.ts";
import type { WebState } from "../../contract/shell-window.ts";
import { useScreens, useStore } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { DocumentChoice } from "../components/document-choice.tsx";
import { Modal } from "../components/modal.tsx";
import { useText } from "../i18n/use-text.tsx";

type Chooser = NonNullable<WebState["chooser"]>;
/** The contract's limit for one answer. */
const most = 20;

/** A page's file field: *My papers* instead of a file dialog. */
export function FileChooser() {
  const { chooser } = useScreens().web;
  return chooser === null ? null : <OpenChooser key={chooser.id} chooser={chooser} />;
}

function OpenChooser({ chooser }: { readonly chooser: Chooser }) {
  const t = useText();
  const { client } = useStore();
  const { documents } = useScreens().snapshot;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [answered, setAnswered] = useState(false);
  const fitting = documents.filter((document) => chooser.accepts === null || chooser.accepts.includes(document.format));
  const left = documents.length - fitting.length;
  const toggle = ({ id }: DocumentSummary) => {
    if (!chooser.multiple) return setChosen(chosen.includes(id) ? [] : [id]);
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, most));
  };
  const give = (documentIds: readonly string[]) => {
    setAnswered(true);
    void client.invoke("web-choose-files", { id: chooser.id, documentIds: [...documentIds] }).then((done) => {
      if (!done.ok) setAnswered(false);
    });
  };
  const none = <Button variant={fitting.length === 0 ? "primary" : "secondary"} disabled={answered} onPress={() => give([])}>{t(fitting.length === 0 ? "common.close" : "web.chooserNone")}</Button>;
  return (
    <Modal
      title={t("web.chooserTitle")}
      icon="papers"
      width="wide"
      onEscape={() => give([])}
      actions={
        <>
          {none}
          {fitting.length > 0 && (
            <Button variant="primary" icon="check" disabled={answered || chosen.length === 0} onPress={() => give(chosen)}>
              {t("web.chooserGive", { count: chosen.length })}
            </Button>
          )}
        </>
      }
    >
      {fitting.length === 0 ? <p>{t("web.chooserEmpty")}</p> : (
        <>
          {chooser.multiple && <p>{t("web.chooserMany")}</p>}
          <DocumentChoice documents={fitting} chosen={chosen} onToggle={toggle} />
        </>
      )}
      {left > 0 && <p>{t("web.chooserHidden", { count: left })}</p>}
    </Modal>
  );
}
