/** One changed field in words: its name, what stood there, what stands there now. */
import { ArrowRightOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { fieldOf } from "~/api/apps";
import type { FieldView, FormView, HistoryEntry } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { FieldCell } from "../fields";
import { flattenValue } from "../flat";
import { rowFields } from "../form/fields";
import { isBlank } from "../form/values";
import { systemField } from "../grid/columns";
import styles from "./History.module.css";
import { rowChanges } from "./rowChanges";

interface ChangeLineProps {
  form: FormView;
  change: HistoryEntry["changes"][number];
}

/** More than this many cells of one change are counted, not listed. */
const LISTED = 6;

export function ChangeLine({ form, change }: ChangeLineProps) {
  const locale = useLocale();
  const app = useCurrentApp();
  const field = fieldOf(form, change.field) ?? systemField(app, change.field);
  if (!field) return null;
  const cells = rowFields(field);
  return (
    <li className={styles.change}>
      <span className={styles.field}>{textOf(field.label, locale)}</span>
      {cells ? (
        <RowsChange cells={cells} before={change.old} after={change.new} />
      ) : (
        <FromTo
          field={field}
          before={flattenValue(field, change.old)}
          after={flattenValue(field, change.new)}
        />
      )}
    </li>
  );
}

function FromTo({ field, before, after }: { field: FieldView; before: unknown; after: unknown }) {
  const { t } = useTranslation("record");
  const { Change } = fieldKind(field.kind);
  if (Change) return <Change field={field} before={before ?? null} after={after ?? null} />;
  const shown = (value: unknown, className: string | undefined) =>
    isBlank(value) ? (
      <span className={styles.blank}>{t("blank")}</span>
    ) : (
      <span className={className}>
        <FieldCell field={field} value={value} />
      </span>
    );
  return (
    <span className={styles.fromTo}>
      {shown(before, styles.old)}
      <ArrowRightOutlined className={styles.arrow ?? ""} aria-label={t("becomes")} />
      {shown(after, styles.new)}
    </span>
  );
}

function RowsChange({
  cells,
  before,
  after,
}: {
  cells: readonly FieldView[];
  before: unknown;
  after: unknown;
}) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const { added, removed, changes } = rowChanges(cells, before, after);
  const counts = [
    added > 0 ? t("rows.added", { count: added }) : "",
    removed > 0 ? t("rows.removed", { count: removed }) : "",
    changes.length > LISTED ? t("rows.changed", { count: changes.length }) : "",
    added + removed + changes.length === 0 ? t("rows.moved") : "",
  ].filter(Boolean);
  return (
    <span className={styles.rows}>
      {counts.length > 0 ? <span>{counts.join(locale === "en" ? ", " : "，")}</span> : null}
      {changes.length <= LISTED
        ? changes.map((change) => (
            <span key={`${change.row} ${change.cell.key}`} className={styles.cell}>
              <span className={styles.field}>
                {t("rows.cell", { row: change.row, cell: textOf(change.cell.label, locale) })}
              </span>
              <FromTo field={change.cell} before={change.old} after={change.new} />
            </span>
          ))
        : null}
    </span>
  );
}
