import { Button } from "../components/button.tsx";
import { Icon, type IconName } from "../components/icon.tsx";
import { Page } from "../components/page.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import "./terms-screen.css";

const promises: readonly { readonly icon: IconName; readonly title: TextKey; readonly text: TextKey }[] = [
  { icon: "trash", title: "terms.keptTitle", text: "terms.keptText" },
  { icon: "eye", title: "terms.seenTitle", text: "terms.seenText" },
  { icon: "camera", title: "terms.cameraTitle", text: "terms.cameraText" },
  { icon: "door", title: "terms.endTitle", text: "terms.endText" },
];

/** The terms on one screen in plain words: what is kept, who can see, how to end. */
export function TermsScreen() {
  const t = useText();
  return (
    <Page
      title={t("terms.title")}
      back={<Button icon="back" act={{ type: "leave" }}>{t("terms.leave")}</Button>}
      actions={<Button variant="primary" iconAfter="forward" act={{ type: "terms-accept" }}>{t("terms.accept")}</Button>}
    >
      <div className="terms-list">
        {promises.map(({ icon, title, text }) => (
          <div className="terms-promise" key={title}>
            <span className="terms-picture">
              <Icon name={icon} size={2} />
            </span>
            <div>
              <h2>{t(title)}</h2>
              <p>{t(text)}</p>
            </div>
          </div>
        ))}
      </div>
    </Page>
  );
}
