import type { ScreenOf } from "../../contract/snapshot.ts";
import { useScreens } from "../app/screen-context.tsx";
import { StaffDoor } from "../attract/staff-door.tsx";
import { CalmPage } from "../components/calm-page.tsx";
import { Icon } from "../components/icon.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import "./out-of-order-screen.css";

/** The booth does not trust itself: calm words, whom to call, and a code that staff can use. */
export function OutOfOrderScreen({ screen }: { readonly screen: ScreenOf<"out-of-order"> }) {
  const t = useText();
  const format = useFormat();
  const { booth } = useScreens();
  return (
    <CalmPage icon="warning" title={t("attract.brokenTitle")} lead={t("attract.brokenText")} corner={<StaffDoor />}>
      <p className="out-of-order-call">
        <Icon name={booth.supportPhone === null ? "chat" : "phone"} size={1.2} />
        {booth.supportPhone === null ? t("attract.brokenAsk") : t("attract.brokenCall", { phone: booth.supportPhone })}
      </p>
      <p className="out-of-order-code" data-unspoken="">{t("attract.brokenCode", { code: screen.code, time: format.time(screen.since) })}</p>
    </CalmPage>
  );
}
