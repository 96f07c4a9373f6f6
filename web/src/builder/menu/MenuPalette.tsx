/** What can stand in the menu: groups, links, every form, and the views of each; dragged into it, or added by a click. */
import { CheckOutlined, FolderAddOutlined, LinkOutlined } from "@ant-design/icons";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import designStyles from "../design/Design.module.css";
import type { Design } from "../design/DesignContext";
import { standingLines } from "../document/commands/menu";
import { viewsOf } from "../document/commands/views";
import { textIn } from "../document/json";
import { formsOf, labelOf } from "../document/model";
import styles from "./Menu.module.css";
import { dragNew, type MenuDeeds, type NewLine } from "./useMenuDeeds";

export function MenuPalette({ design, deeds }: { design: Design; deeds: MenuDeeds }) {
  const { t } = useTranslation("menu");
  const { document, locale } = design;
  const lines = standingLines(document).map(({ line }) => line);
  const offer = (given: NewLine, icon: ReactNode, name: string, isThere = false) => (
    <Offer given={given} icon={icon} name={name} isThere={isThere} onAdd={() => deeds.add(given)} />
  );
  return (
    <section aria-label={t("palette")}>
      <h2 className={designStyles.sideTitle}>{t("palette")}</h2>
      <div className={designStyles.kinds}>
        {offer({ what: "group" }, <FolderAddOutlined aria-hidden />, t("group"))}
        {offer({ what: "link" }, <LinkOutlined aria-hidden />, t("link"))}
      </div>
      <h2 className={designStyles.groupTitle}>{t("forms")}</h2>
      <ul className={styles.offers}>
        {formsOf(document).map((form) => (
          <li key={form.key}>
            {offer(
              { what: "form", key: form.key },
              <Icon name={textIn(form.icon) || "FileTextOutlined"} />,
              textOf(labelOf(form), locale) || form.key,
              lines.some((line) => line.form === form.key && typeof line.view !== "string"),
            )}
            <ul className={styles.views}>
              {viewsOf(document, form.key).map((view) => (
                <li key={view.key}>
                  {offer(
                    { what: "view", key: view.key },
                    null,
                    textOf(labelOf(view), locale) || view.key,
                    lines.some((line) => line.view === view.key),
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OfferProps {
  given: NewLine;
  icon: ReactNode;
  name: string;
  /** It stands in the menu already, and may a second time. */
  isThere: boolean;
  onAdd: () => void;
}

function Offer({ given, icon, name, isThere, onAdd }: OfferProps) {
  const { t } = useTranslation("menu");
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(given);
  latest.current = given;
  useEffect(() => {
    if (!button.current) return;
    return draggable({ element: button.current, getInitialData: () => dragNew(latest.current) });
  }, []);
  return (
    <button ref={button} type="button" className={styles.offer} onClick={onAdd}>
      {icon}
      <span className={styles.name}>{name}</span>
      {isThere ? <CheckOutlined className={styles.there ?? ""} aria-label={t("there")} /> : null}
    </button>
  );
}
