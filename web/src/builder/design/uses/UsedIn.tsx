/** Where something is used: how often, and at a click where. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Part } from "~/api/uses";
import { UseLine } from "./UseLine";
import styles from "./Uses.module.css";
import { usePlacesOf } from "./usePlacesOf";

/** The list, while what asks for it is open. */
export function UsedIn({ part }: { part: Part }) {
  const { t } = useTranslation("uses");
  const [open, setOpen] = useState(false);
  const id = useId();
  const found = usePlacesOf(part);
  if (!found) return null;
  const count = found.length;
  if (count === 0) return <p className={styles.nowhere}>{t("nowhere")}</p>;
  return (
    <section className={styles.usedIn} aria-label={t("used_in", { count })}>
      <button
        type="button"
        className={styles.count}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t("used_in", { count })}
      </button>
      {open ? (
        <ul id={id} className={styles.uses}>
          {found.map((use) => (
            <UseLine key={`${use.pointer} ${use.name}`} use={use} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
