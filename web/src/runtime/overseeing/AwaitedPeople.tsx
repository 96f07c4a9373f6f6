/** For whom the flows of an application wait, with the way to give all that somebody has to another. */
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AwaitedPerson, FlowOverview } from "~/api/overseeing";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { Chip } from "~/ui/Chip";
import { Notice } from "~/ui/Notice";
import { AgoText } from "../record/AgoText";
import styles from "./Overseeing.module.css";
import { ReplaceDialog } from "./ReplaceDialog";

export function AwaitedPeople({ people, flows }: Pick<FlowOverview, "people" | "flows">) {
  const { t } = useTranslation("overseeing");
  const locale = useLocale();
  const [replaced, setReplaced] = useState<AwaitedPerson | null>(null);
  return (
    <>
      {people.length === 0 ? (
        <Notice title={t("nobody_awaited")}>{t("nobody_awaited_text")}</Notice>
      ) : (
        <table className={styles.table} aria-label={t("people")}>
          <thead>
            <tr>
              <th scope="col">{t("person")}</th>
              <th scope="col">{t("tasks")}</th>
              <th scope="col">{t("overdue")}</th>
              <th scope="col">{t("oldest")}</th>
              <th scope="col" aria-label={t("replace_all")} />
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.person.id} className={styles.row}>
                <td>
                  <span className={styles.who}>
                    <Avatar name={one.person.title} size={24} />
                    {one.person.title}
                    {one.is_active ? null : <Chip hue="grey">{t("left")}</Chip>}
                  </span>
                </td>
                <td data-title={t("tasks")}>
                  <Link
                    to={{ search: `?person=${one.person.id}` }}
                    aria-label={t("see_tasks", { name: one.person.title })}
                  >
                    {one.tasks.toLocaleString(locale)}
                  </Link>
                </td>
                <td data-title={t("overdue")} className={one.overdue > 0 ? styles.incident : ""}>
                  {one.overdue.toLocaleString(locale)}
                </td>
                <td data-title={t("oldest")}>{one.since ? <AgoText at={one.since} /> : null}</td>
                <td className={styles.state}>
                  <Button
                    size="small"
                    aria-label={t("replace_all_of", { name: one.person.title })}
                    onClick={() => setReplaced(one)}
                  >
                    {t("replace_all")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {replaced ? <ReplaceDialog awaited={replaced} flows={flows} onClose={() => setReplaced(null)} /> : null}
    </>
  );
}
