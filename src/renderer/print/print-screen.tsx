import type { ScreenOf } from "../../contract/snapshot.ts";
import { useSnapshot } from "../app/screen-context.tsx";
import { Printing } from "../paper/printing.tsx";
import { PrintChoose } from "./print-choose.tsx";
import { PrintDone } from "./print-done.tsx";
import { PrintPreview } from "./print-preview.tsx";

/** Screen to paper: choose, look, wait, take. */
export function PrintScreen({ screen }: { readonly screen: ScreenOf<"print"> }) {
  const { documents } = useSnapshot();
  const document = documents.find((one) => one.id === screen.documentId);
  switch (screen.stage) {
    case "choose":
      return <PrintChoose screen={screen} />;
    case "preview":
      return document === undefined ? <PrintChoose screen={screen} /> : <PrintPreview key={document.id} screen={screen} document={document} />;
    case "printing":
      return <Printing progress={screen.progress} stop="print-cancel" />;
    case "done":
      return <PrintDone cameFrom={screen.cameFrom} pages={(document?.pages ?? 1) * screen.options.copies} />;
  }
}
