import type { ScreenOf } from "../../contract/snapshot.ts";
import { BillChecked } from "./bill-checked.tsx";
import { BillRejected } from "./bill-rejected.tsx";
import { BillWaiting } from "./bill-waiting.tsx";

/** Pay a bill: hold it under the reader, compare, choose the bank. */
export function BillScreen({ screen }: { readonly screen: ScreenOf<"bill"> }) {
  if (screen.stage === "checked" && screen.bill !== null) return <BillChecked bill={screen.bill} />;
  if (screen.stage === "rejected") return <BillRejected code={screen.code ?? "bill/not-a-bill"} />;
  return <BillWaiting />;
}
