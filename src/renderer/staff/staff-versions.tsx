import type { DeviceStatus } from "../../contract/devices.ts";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useScreens } from "../app/screen-context.tsx";
import { Card, Fact, Facts } from "../components/card.tsx";
import { Notice } from "../components/notice.tsx";
import { useText } from "../i18n/use-text.tsx";
import { checkWords, realityWords, stateWords } from "./staff-words.ts";

/** What runs here, and which devices are at the other end of the cables. */
export function StaffVersions({ version }: { readonly version: ScreenOf<"staff">["version"] }) {
  const t = useText();
  const { booth, snapshot } = useScreens();
  return (
    <>
      {!booth.sandbox && <Notice kind="warning">{t("staff.sandboxOff")}</Notice>}
      <Card>
        <Facts row>
          <Fact name={t("staff.versionApp")}>{version.app}</Fact>
          <Fact name="Electron">{version.electron}</Fact>
          <Fact name="Chromium">{version.chromium}</Fact>
          <Fact name="Node.js">{version.node}</Fact>
        </Facts>
      </Card>
      {snapshot.devices.length > 0 && (
        <Card>
          <h2>{t("staff.devices")}</h2>
          <Facts>
            {snapshot.devices.map((device) => <Device key={device.kind} device={device} />)}
          </Facts>
        </Card>
      )}
    </>
  );
}

function Device({ device }: { readonly device: DeviceStatus }) {
  const t = useText();
  const words = [t(stateWords[device.state]), t(realityWords[device.reality]), device.model, device.error?.code ?? null, ...device.reasons, t("staff.losses", { count: device.losses })];
  return <Fact name={t(checkWords[device.kind].name)}>{words.filter((word) => word !== null).join(" · ")}</Fact>;
}
