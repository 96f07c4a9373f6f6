/** The grid's last line: how many rows, what the selected cells add up to, and whether everything is saved. */
import { CheckOutlined, LoadingOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import { alignmentOf } from "~/kinds/define";
import { useLocale } from "~/ui/appearance";
import type { GridColumn } from "../grid/columns";
import type { Range } from "../grid/selection";
import type { RecordTable } from "../grid/table";
import styles from "./ListFooter.module.css";

interface ListFooterProps {
  table: RecordTable;
  columns: readonly GridColumn[];
  range: Range | null;
  onShowFailed: () => void;
}

const MOST_CELLS = 20_000;

/** The numbers among the selected cells: those of columns that stand to the right, as numbers do. */
function numbersOf(table: RecordTable, columns: readonly GridColumn[], range: Range): number[] {
  const found: number[] = [];
  const numeric = columns
    .slice(range.left, range.right + 1)
    .filter(({ kind, field }) => alignmentOf(kind, field) === "right");
  if (numeric.length * (range.bottom - range.top) > MOST_CELLS) return [];
  for (let index = range.top; index <= range.bottom; index += 1) {
    const row = table.row(index);
    // What only some of them come to would be taken for the whole.
    if (!row && !table.head(index)) return [];
    for (const { kind, key, field } of row ? numeric : []) {
      const value = kind.toExpression(row ? (table.value(row, key) ?? null) : null, field);
      const number = value === null || value === undefined || value === "" ? Number.NaN : Number(value);
      if (Number.isFinite(number)) found.push(number);
    }
  }
  return found;
}

export function ListFooter({ table, columns, range, onShowFailed }: ListFooterProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  useSyncExternalStore(table.subscribe, table.snapshot);
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const total = table.total;
  const cells = range ? (range.bottom - range.top + 1) * (range.right - range.left + 1) : 0;
  const numbers = range && cells > 1 ? numbersOf(table, columns, range) : [];
  const sum = numbers.reduce((one, other) => one + other, 0);

  return (
    <footer className={styles.footer}>
      <span>
        {total === null
          ? null
          : table.isCounted
            ? t("total", { count: total, number: format.format(total) })
            : t("at_least", { number: format.format(total - 1) })}
      </span>
      {numbers.length > 1 ? (
        <span className={styles.sums}>
          <span>
            {t("sum")} <b>{format.format(sum)}</b>
          </span>
          <span>
            {t("average")} <b>{format.format(sum / numbers.length)}</b>
          </span>
          <span>
            {t("numbers")} <b>{format.format(numbers.length)}</b>
          </span>
        </span>
      ) : null}
      <SaveState table={table} onShowFailed={onShowFailed} />
    </footer>
  );
}

function SaveState({ table, onShowFailed }: { table: RecordTable; onShowFailed: () => void }) {
  const { t } = useTranslation("grid");
  const { saving, failed, passing } = table.edits.counts();
  const [saved, setSaved] = useState(false);
  const before = useRef(0);

  useEffect(() => {
    const done = before.current > 0 && saving === 0 && failed === 0;
    before.current = saving;
    if (!done) return;
    setSaved(true);
    const timer = setTimeout(() => setSaved(false), 2000);
    return () => clearTimeout(timer);
  }, [saving, failed]);

  return (
    <span className={styles.state} role="status">
      {table.error && table.total !== null ? (
        <>
          <WarningOutlined aria-hidden className={styles.warning} /> {sentenceOf(table.error)}
          <Button size="small" onClick={() => void table.refresh()}>
            {t("retry")}
          </Button>
        </>
      ) : failed > 0 ? (
        <>
          <WarningOutlined aria-hidden className={styles.warning} /> {t("not_saved", { count: failed })}
          <Button size="small" onClick={onShowFailed}>
            {t("show_failed")}
          </Button>
          {passing > 0 ? (
            <Button size="small" onClick={() => table.edits.retry()}>
              {t("retry")}
            </Button>
          ) : null}
        </>
      ) : saving > 0 ? (
        <>
          <LoadingOutlined aria-hidden /> {t("saving", { count: saving })}
        </>
      ) : saved ? (
        <>
          <CheckOutlined aria-hidden /> {t("saved")}
        </>
      ) : null}
    </span>
  );
}
