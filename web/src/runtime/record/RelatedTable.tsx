/** Linked records as a small table: the title, and what stands beside it. */
import { useTranslation } from "react-i18next";
import type { FieldView, FormView, RecordData } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { alignmentOf } from "~/kinds/define";
import { AtRecord } from "~/kinds/recordAtHand";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { FieldCell } from "../fields";
import styles from "./RelatedList.module.css";

interface RelatedTableProps {
  form: FormView;
  columns: readonly FieldView[];
  items: readonly RecordData[];
}

export function RelatedTable({ form, columns, items }: RelatedTableProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const { addressOf, open } = useKinds();
  const title = form.fields.find(({ key }) => key === form.title_field);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{textOf(title?.label ?? form.label, locale)}</th>
          {columns.map((field) => (
            <th key={field.key} scope="col" data-align={alignmentOf(fieldKind(field.kind), field)}>
              {textOf(field.label, locale)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} className={styles.row}>
            <td className={styles.name}>
              <a
                href={addressOf(form.key, item.id)}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  open(form.key, item.id);
                }}
              >
                {item.title || t("untitled")}
              </a>
            </td>
            {columns.map((field) => (
              <td key={field.key} data-align={alignmentOf(fieldKind(field.kind), field)}>
                <AtRecord form={form.key} record={item}>
                  <FieldCell field={field} value={item[field.key] ?? null} />
                </AtRecord>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
