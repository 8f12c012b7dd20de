import { Button } from "../components/button.tsx";
import { useText } from "../i18n/use-text.tsx";

/** The way to the staff page from the screens that nobody is in the middle of: in sight, in words, and quiet. */
export function StaffDoor() {
  const t = useText();
  return (
    <div className="staff-door" data-unspoken="">
      <Button variant="bar" icon="staff" act={{ type: "staff-open" }}>{t("common.staff")}</Button>
    </div>
  );
}
