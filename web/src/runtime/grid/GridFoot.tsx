/** The last line of the grid: what each column comes to over all rows, and a menu to choose how. */
import type { MenuProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { alignmentOf } from "~/kinds/define";
import { useLocale } from "~/ui/appearance";
import { OpenDropdown } from "~/ui/Dropdown";
import { textOf } from "~/words";
import type { Columns, GridColumn } from "./columns";
import styles from "./Groups.module.css";
import { TotalName, TotalValue } from "./TotalValue";

interface GridFootProps {
  columns: Columns;
  drawn: readonly number[];
  lefts: readonly number[];
  width: number;
  values: Readonly<Record<string, unknown>> | null;
}

/** The settings with another way to sum a column up, or none. */
export function withTotal(columns: Columns, field: string, by: string | null): void {
  const others = columns.settings.totals.filter((total) => total.field !== field);
  columns.set({ totals: by === null ? others : [...others, { field, by }] });
}

/** The ways in which a column can be summed up, for a menu. */
export function useTotalItems(): (column: GridColumn) => NonNullable<MenuProps["items"]> {
  const { t } = useTranslation("grid");
  return ({ field }) => field.aggregates.map((by) => ({ key: `total:${by}`, label: t(`totals.${by}`) }));
}

export function GridFoot({ columns, drawn, lefts, width, values }: GridFootProps) {
  const { t } = useTranslation("grid");
  const { totals } = columns.settings;
  return (
    <fieldset className={styles.foot} aria-label={t("totals.title")} style={{ width }}>
      <div className={styles.footRow}>
        <div className={styles.footHead} aria-hidden>
          Σ
        </div>
        {drawn.map((at) => {
          const column = columns.columns[at];
          return column ? (
            <FootCell
              key={column.key}
              column={column}
              columns={columns}
              left={lefts[at] ?? 0}
              by={totals.find(({ field }) => field === column.key)?.by}
              values={values}
            />
          ) : null;
        })}
      </div>
    </fieldset>
  );
}

interface FootCellProps {
  column: GridColumn;
  columns: Columns;
  left: number;
  by: string | undefined;
  values: Readonly<Record<string, unknown>> | null;
}

function FootCell({ column, columns, left, by, values }: FootCellProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const itemsOf = useTotalItems();
  const { key, field } = column;
  const content = by ? (
    <>
      <span className={styles.by}>
        <TotalName by={by} />
      </span>
      <span className={styles.value}>
        {values ? <TotalValue field={field} by={by} value={values[`${by}:${key}`]} /> : "…"}
      </span>
    </>
  ) : (
    <span className={styles.choose}>{t("totals.choose")}</span>
  );
  const button = (
    <button
      type="button"
      className={styles.footCell}
      aria-expanded={open}
      disabled={field.aggregates.length === 0}
      onClick={() => setOpen(!open)}
    >
      <span className="visually-hidden">{t("totals.of", { name: textOf(field.label, locale) })} </span>
      {content}
    </button>
  );
  return (
    <div
      className={styles.footPlace}
      data-align={alignmentOf(column.kind, field)}
      data-frozen={column.frozen || undefined}
      style={{ left, width: column.width }}
    >
      {open ? (
        <OpenDropdown
          onOpenChange={setOpen}
          menu={{
            items: [{ key: "none", label: t("totals.none") }, { type: "divider" }, ...itemsOf(column)],
            selectedKeys: by ? [`total:${by}`] : ["none"],
            onClick: ({ key: chosen }) => {
              setOpen(false);
              withTotal(columns, key, chosen === "none" ? null : chosen.replace("total:", ""));
            },
          }}
        >
          {button}
        </OpenDropdown>
      ) : (
        button
      )}
    </div>
  );
}
