/** Me: my name, and behind it what belongs to me. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { Avatar } from "~/ui/Avatar";
import { later } from "~/ui/later";
import { Panel } from "~/ui/Panel";
import { shownAt } from "../tour/tours";
import styles from "./PersonMenu.module.css";

export const PersonPanel = later(async () => (await import("./PersonPanel")).PersonPanel, null);

export function PersonMenu() {
  const { t } = useTranslation("shell");
  const { person } = useMe();
  const [open, setOpen] = useState(false);
  return (
    <Panel
      bring={PersonPanel.bring}
      open={open}
      onOpen={setOpen}
      label={t("person.menu")}
      placement="bottomRight"
      content={
        <div className={styles.panel}>
          <PersonPanel onFollow={() => setOpen(false)} />
        </div>
      }
    >
      <button {...shownAt("person")} type="button" className={styles.person} aria-expanded={open}>
        <Avatar name={person.name} size={28} />
        <span className={styles.name}>{person.name}</span>
        <span className="visually-hidden">{t("person.menu")}</span>
      </button>
    </Panel>
  );
}
