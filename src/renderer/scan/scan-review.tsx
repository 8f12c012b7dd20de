import { useState } from "react";
import { RadioButton, RadioField, RadioGroup } from "react-aria-components/RadioGroup";
import type { DraftPage } from "../../contract/documents.ts";
import type { CodedError } from "../../contract/result.ts";
import { useAct } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Modal } from "../components/modal.tsx";
import { Page } from "../components/page.tsx";
import { Picture } from "../components/picture.tsx";
import { ScrollPages } from "../components/scroll-pages.tsx";
import { useText } from "../i18n/use-text.tsx";
import { adviceWords } from "../paper/advice.ts";
import { WithQuestion } from "../paper/question.tsx";
import "../paper/page-turner.css";
import "./scan-review.css";

export interface ScanReviewProps {
  readonly pages: readonly DraftPage[];
  readonly error: CodedError | null;
  readonly onAdd: () => void;
}

/** The scanned pages: one large, the others to choose from; each can be turned, moved and removed before all are saved. */
export function ScanReview({ pages, error, onAdd }: ScanReviewProps) {
  const t = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked, setAsked] = useState<"drop" | "discard" | null>(null);
  // The newest page until one is chosen, and again when the chosen one is gone.
  const page = pages.find((one) => one.id === chosen) ?? pages.at(-1);
  if (page === undefined) return null;
  const number = pages.indexOf(page) + 1;
  const keep = () => setAsked(null);
  return (
    <WithQuestion
      question={
        error !== null ? <ScanProblem error={error} count={pages.length} />
          : asked === "drop" ? <DropQuestion page={page} number={number} onDone={keep} />
            : asked === "discard" && <DiscardQuestion count={pages.length} onDone={keep} />
      }
    >
      <Page
        title={t("scan.reviewTitle", { count: pages.length })}
        lead={t("scan.reviewLead")}
        content="fill"
        back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}
        actions={
          <>
            <Button icon="plus" onPress={onAdd}>{t("scan.add")}</Button>
            <Button variant="primary" icon="check" act={{ type: "scan-save" }}>{t("scan.save", { count: pages.length })}</Button>
          </>
        }
      >
        <div className="review" {...(pages.length > 1 ? { "data-many": "" } : {})}>
          {pages.length > 1 && (
            <div className="review-list">
              <ScrollPages label={t("scan.pages")}>
                <PageChoice pages={pages} chosen={page.id} onChoose={setChosen} />
              </ScrollPages>
            </div>
          )}
          <div className="page-place">
            <Picture source={{ kind: "scan", pageId: page.id, rotation: page.rotation }} widthPx={900} label={t("paper.pageOf", { number, count: pages.length })} />
          </div>
          <PageActions page={page} number={number} count={pages.length} onDrop={() => setAsked("drop")} onDiscard={() => setAsked("discard")} />
        </div>
      </Page>
    </WithQuestion>
  );
}

function PageChoice({ pages, chosen, onChoose }: { readonly pages: readonly DraftPage[]; readonly chosen: string; readonly onChoose: (id: string) => void }) {
  const t = useText();
  return (
    <RadioGroup className="review-pages" aria-label={t("scan.pages")} value={chosen} onChange={onChoose} orientation="horizontal">
      {pages.map((page, index) => (
        <RadioField key={page.id} value={page.id}>
          <RadioButton className="review-page">
            <span className="page-place">
              <Picture source={{ kind: "scan", pageId: page.id, rotation: page.rotation }} widthPx={200} label="" />
            </span>
            <span className="review-page-name">
              {page.id === chosen && <Icon name="check" size={1.1} />}
              {t("paper.page", { number: index + 1 })}
            </span>
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}

interface PageActionsProps {
  readonly page: DraftPage;
  readonly number: number;
  readonly count: number;
  readonly onDrop: () => void;
  readonly onDiscard: () => void;
}

function PageActions({ page, number, count, onDrop, onDiscard }: PageActionsProps) {
  const t = useText();
  const act = useAct();
  const move = (to: number) => void act({ type: "scan-move", pageId: page.id, to });
  return (
    <div className="review-actions" role="group" aria-label={t("paper.page", { number })}>
      <Button wide variant="bar" icon="turn" onPress={() => void act({ type: "scan-rotate", pageId: page.id })}>{t("scan.rotate")}</Button>
      {count > 1 && (
        <>
          <Button wide variant="bar" icon="back" disabled={number === 1} onPress={() => move(number - 2)}>{t("scan.earlierOne")}</Button>
          <Button wide variant="bar" icon="forward" disabled={number === count} onPress={() => move(number)}>{t("scan.laterOne")}</Button>
          <Button wide variant="bar" icon="trash" onPress={onDrop}>{t("scan.drop")}</Button>
        </>
      )}
      <div className="review-all">
        <Button wide variant="bar" icon="trash" onPress={onDiscard}>{t("scan.discard")}</Button>
      </div>
    </div>
  );
}

/** What went wrong with the last scan or save, and that the pages are safe. */
function ScanProblem({ error, count }: { readonly error: CodedError; readonly count: number }) {
  const t = useText();
  const { title, text } = adviceWords(t, error, "scan.failed");
  return (
    <Modal title={title} icon="warning" role="alertdialog" actions={<Button variant="primary" act={{ type: "notice-seen", notice: "error" }}>{t("common.ok")}</Button>}>
      <p>{text}</p>
      <p>{t("scan.pagesSafe", { count })}</p>
    </Modal>
  );
}

function DropQuestion({ page, number, onDone }: { readonly page: DraftPage; readonly number: number; readonly onDone: () => void }) {
  const t = useText();
  return (
    <Modal
      title={t("scan.dropTitle", { number })}
      icon="trash"
      role="alertdialog"
      onEscape={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t("scan.keep")}</Button>
          <Button variant="primary" act={{ type: "scan-drop", pageId: page.id }} onPress={onDone}>{t("scan.drop")}</Button>
        </>
      }
    >
      <p>{t("scan.dropText")}</p>
    </Modal>
  );
}

function DiscardQuestion({ count, onDone }: { readonly count: number; readonly onDone: () => void }) {
  const t = useText();
  return (
    <Modal
      title={t("scan.discardTitle", { count })}
      icon="trash"
      role="alertdialog"
      onEscape={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t("scan.discardKeep")}</Button>
          <Button variant="primary" act={{ type: "scan-discard" }} onPress={onDone}>{t("scan.discard")}</Button>
        </>
      }
    >
      <p>{t("scan.discardText")}</p>
    </Modal>
  );
}
