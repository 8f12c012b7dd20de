import { useState } from "react";
import type { Service, ServiceGroupId } from "../../contract/service-tray.ts";
import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";
import { Tile, Tiles } from "../components/tile.tsx";
import type { IconName } from "../components/icon.tsx";
import { useLanguage, useText } from "../i18n/use-text.tsx";
import { findServices, groupServices, serviceLanguage } from "./find-services.ts";
import "./web-tray-screen.css";

const pictures: Readonly<Record<ServiceGroupId, IconName>> = {
  "health-social": "heart", kela: "shield", work: "briefcase", tax: "coins", municipality: "town", banks: "bank", travel: "train", other: "dots",
};

/** First a group, then a service; or the name of it. */
export function WebTrayScreen() {
  const t = useText();
  const language = serviceLanguage(useLanguage());
  const { booth, services: tray } = useScreens();
  const [group, setGroup] = useState<ServiceGroupId | null>(null);
  const [query, setQuery] = useState("");
  const open = tray.groups.find((one) => one.id === group);
  const searching = query.trim() !== "";
  const found = searching ? findServices(tray.services, query) : group === null ? [] : groupServices(tray.services, group, booth.municipality);
  const home = <Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>;
  if (open !== undefined && !searching) {
    return (
      <Page title={open.names[language]} back={home} actions={<Button icon="back" onPress={() => setGroup(null)}>{t("web.allGroups")}</Button>}>
        <ServiceTiles services={found} />
      </Page>
    );
  }
  return (
    <Page
      title={t("web.trayTitle")}
      back={home}
      aside={<div className="tray-search"><TextInput label={t("web.search")} keyboard="search" icon="search" value={query} onChange={setQuery} maxLength={60} clearable /></div>}
    >
      {searching ? <ServiceTiles services={found} /> : (
        <div className="tray-groups">
          {tray.groups.map((one) => (
            <Tile key={one.id} icon={pictures[one.id]} title={one.names[language]} note={t("web.services", { count: tray.services.filter((service) => service.group === one.id).length })} onPress={() => setGroup(one.id)} />
          ))}
        </div>
      )}
    </Page>
  );
}

function ServiceTiles({ services }: { readonly services: readonly Service[] }) {
  const t = useText();
  const language = serviceLanguage(useLanguage());
  if (services.length === 0) return <p role="status">{t("web.noResults")}</p>;
  return (
    <Tiles count={Math.max(7, services.length)}>
      {services.map((service) => (
        <Tile key={service.id} icon={pictures[service.group]} title={service.names[language]} note={service.descriptions?.[language]} act={{ type: "web-open", serviceId: service.id }} />
      ))}
    </Tiles>
  );
}
