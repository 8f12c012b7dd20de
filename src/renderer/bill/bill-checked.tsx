import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import type { Bill } from "../../contract/bill.ts";
import type { Service } from "../../contract/service-tray.ts";
import { useAct, useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import { Page } from "../components/page.tsx";
import { Tile, Tiles } from "../components/tile.tsx";
import { useFormat, useLanguage, useText } from "../i18n/use-text.tsx";
import { Split } from "../paper/split.tsx";
import { billRows } from "./bill-rows.ts";
import { usePartFocus } from "../paper/use-part-focus.ts";
import { serviceLanguage } from "../web-tray/find-services.ts";
import "./bill-checked.css";

/** Banks that are shown beside the bill; one place is for "another bank". */
const banksBeside = 5;

/** A bill that passed every check: compare it with the paper, then choose the bank. */
export function BillChecked({ bill }: { readonly bill: Bill }) {
  const t = useText();
  const { booth, services } = useScreens();
  const [all, setAll] = useState(false);
  usePartFocus(all ? "banks" : "bill");
  const banks = booth.features.web ? services.services.filter((service) => service.group === "banks") : [];
  if (all) return <AllBanks banks={banks} onBack={() => setAll(false)} />;
  return (
    <Page
      title={t("bill.checkTitle")}
      back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>}
      actions={<Button icon="barcode" act={{ type: "bill-again" }}>{t("bill.another")}</Button>}
    >
      <Split
        height="flow"
        look={<BillCard bill={bill} />}
        choose={banks.length === 0 ? <Notice kind="info">{t("bill.noBank")}</Notice> : <BanksBeside banks={banks} onAll={() => setAll(true)} />}
      />
    </Page>
  );
}

function BillCard({ bill }: { readonly bill: Bill }) {
  const t = useText();
  const format = useFormat();
  return (
    <Card grow>
      <dl className="bill-lines">
        {billRows(t, format, bill).map(({ name, shown, proof, warning }) => (
          <div className="bill-line" key={name}>
            <dt className="fact-name">{t(name)}</dt>
            <dd className="bill-shown" data-proof={proof}>{shown}</dd>
            {proof !== "none" && (
              <dd className="bill-proof">
                <Icon name="check" size={1.3} />
                {t(proof === "right" ? "bill.right" : "bill.read")}
              </dd>
            )}
            {warning !== null && (
              <dd className="bill-warning">
                <Icon name="warning" size={1.2} />
                {warning}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <p className="bill-note">{t(bill.payeeName === null ? "bill.compareAccount" : "bill.comparePayee")}</p>
    </Card>
  );
}

interface BanksProps {
  readonly banks: readonly Service[];
}

function useBankName(): (bank: Service) => string {
  const language = serviceLanguage(useLanguage());
  return (bank) => bank.names[language];
}

function BanksBeside({ banks, onAll }: BanksProps & { readonly onAll: () => void }) {
  const t = useText();
  const act = useAct();
  const name = useBankName();
  // As many as there are places; a last one alone does not need a page of its own.
  const shown = banks.length <= banksBeside + 1 ? banks : banks.slice(0, banksBeside);
  return (
    <>
      <h2 className="bill-banks-title">{t("bill.chooseBank")}</h2>
      <div className="bill-banks">
        {shown.map((bank) => (
          <AriaButton key={bank.id} className="bill-bank" onPress={() => void act({ type: "bill-bank", serviceId: bank.id })}>
            <Icon name="bank" size={1.4} />
            <span className="button-words">{name(bank)}</span>
          </AriaButton>
        ))}
        {shown.length < banks.length && (
          <AriaButton className="bill-bank" onPress={onAll}>
            <Icon name="dots" size={1.4} />
            <span className="button-words">{t("bill.otherBank")}</span>
          </AriaButton>
        )}
      </div>
    </>
  );
}

function AllBanks({ banks, onBack }: BanksProps & { readonly onBack: () => void }) {
  const t = useText();
  const name = useBankName();
  return (
    <Page title={t("bill.otherBankTitle")} back={<Button icon="back" onPress={onBack}>{t("bill.toBill")}</Button>}>
      <Tiles count={banks.length}>
        {banks.map((bank) => <Tile key={bank.id} icon="bank" title={name(bank)} act={{ type: "bill-bank", serviceId: bank.id }} />)}
      </Tiles>
    </Page>
  );
}
