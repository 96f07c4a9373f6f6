/** The page of a record whose form has none of its own: everything it asks, what links to it, and its history. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import type { FormView } from "~/api/types";
import type { PageAccess } from "~/kinds/defineBlock";
import { Tabs } from "~/ui/Tabs";
import styles from "./RecordView.module.css";
import { RelatedList } from "./RelatedList";

interface UsualBodyProps {
  access: PageAccess;
  /** Where there is room, the history stands beside the details. */
  wide: boolean;
  /** The form, while somebody fills it in. */
  editing: ReactNode;
  onAdd: ((form: FormView, field: string) => void) | undefined;
}

export function UsualBody({ access, wide, editing, onAdd }: UsualBodyProps) {
  const { t } = useTranslation("record");
  const { hash } = useLocation();
  const { form, record } = access;
  const related = form.inverses.map((inverse) => (
    <RelatedList key={inverse.key} form={form} id={record.id} inverse={inverse} onAdd={onAdd} />
  ));
  const history = access.timeline(null, null);
  const content = editing ?? access.details();
  if (wide)
    return (
      <div className={styles.columns}>
        <div className={styles.main}>
          {content}
          {editing ? null : related}
        </div>
        <aside className={styles.side}>
          <h2 className={styles.sideTitle}>{t("history")}</h2>
          {history}
        </aside>
      </div>
    );
  if (editing) return <div className={styles.main}>{editing}</div>;
  return (
    <Tabs
      className={styles.tabs}
      lineClassName={styles.tabLine}
      first={hash.startsWith("#comment-") ? "history" : "details"}
      tabs={[
        { key: "details", label: t("details"), children: <div className={styles.main}>{content}</div> },
        ...(related.length > 0
          ? [{ key: "related", label: t("related"), children: <div className={styles.main}>{related}</div> }]
          : []),
        { key: "history", label: t("history"), children: <div className={styles.timeline}>{history}</div> },
      ]}
    />
  );
}
