import type { DocumentSummary } from "../../contract/documents.ts";
import type { PrintOptions, ScreenOf } from "../../contract/snapshot.ts";
import { useAct, useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { documentName } from "../components/document-choice.tsx";
import { Notice } from "../components/notice.tsx";
import { Page } from "../components/page.tsx";
import { ScrollPages } from "../components/scroll-pages.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import { ErrorNotice, PrinterNotice } from "../paper/machine-notice.tsx";
import { machineState } from "../paper/machine-state.ts";
import { PageTurner } from "../paper/page-turner.tsx";
import { PrintChoices } from "../paper/print-options.tsx";
import { Split } from "../paper/split.tsx";
import { sheetsOf, wayToFit } from "./sheets.ts";

const ways: Readonly<Record<Exclude<ReturnType<typeof wayToFit>, "fits">, TextKey>> = {
  fewer: "print.tooManyFewer",
  "fewer-or-both-sides": "print.tooManyDo",
  none: "print.tooManyLong",
};

/** The pages as they will come, how many of them, and whether they fit into what may still be printed. */
export function PrintPreview({ screen, document }: { readonly screen: ScreenOf<"print">; readonly document: DocumentSummary }) {
  const t = useText();
  const act = useAct();
  const { devices } = useSnapshot();
  const { options, duplex, inColour, pagesLeft, error } = screen;
  const pages = document.pages ?? 1;
  const sheets = sheetsOf(pages, options);
  const way = wayToFit(pages, options, duplex, pagesLeft);
  const change = (part: Partial<PrintOptions>) => void act({ type: "print-options", options: { ...options, ...part } });
  return (
    <Page
      title={t("print.previewTitle", { name: documentName(t, document) })}
      content="fill"
      back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}
      actions={
        <Button variant="primary" icon="printer" disabled={way !== "fits" || machineState(devices, "printer") !== "ready"} act={{ type: "print-start" }}>
          {t("print.start", { count: pages * options.copies })}
        </Button>
      }
    >
      <Split
        height="fill"
        look={<PageTurner documentId={document.id} pages={pages} buttons="below" />}
        choose={
          <ScrollPages>
            {error !== null && way === "fits" ? <ErrorNotice error={error} general="print.failed" safe={t("print.paperSafe")} /> : <PrinterNotice />}
            {way !== "fits" && <Notice kind="problem" title={t("print.tooMany")} live>{t("print.left", { count: pagesLeft })} {pagesLeft > 0 && t(ways[way])}</Notice>}
            <Card>
              <PrintChoices options={options} copies="print.copies" duplex={duplex && pages > 1} inColour={inColour} onChange={change} />
              <p className="fact-name">
                {t("print.sheets", { count: sheets })} {way === "fits" && t("print.left", { count: pagesLeft })}
              </p>
            </Card>
          </ScrollPages>
        }
      />
    </Page>
  );
}
