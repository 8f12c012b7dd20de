import type { ScreenOf } from "../../contract/snapshot.ts";
import { StaffDoor } from "../attract/staff-door.tsx";
import { CalmPage } from "../components/calm-page.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";

/** Closed by staff or by the clock: when it opens. */
export function ClosedScreen({ screen }: { readonly screen: ScreenOf<"closed"> }) {
  const t = useText();
  const format = useFormat();
  const { opensAt } = screen;
  return (
    <CalmPage
      icon="lock"
      title={t("attract.closedTitle")}
      lead={opensAt === null ? t("attract.closedUnknown") : t("attract.closedOpens", { day: format.day(opensAt), time: format.clock(opensAt) })}
      corner={<StaffDoor />}
    />
  );
}
