/** The rows of a sub-table on a phone: a card each, edited in a sheet. */
import { CopyOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import type { FieldView, Issue } from "~/api/types";
import { Sheet } from "~/ui/Sheet";
import { textOf } from "~/words";
import { useKinds } from "./context";
import { noteId } from "./control";
import styles from "./RowCards.module.css";
import type { RowsProps } from "./RowGrid";
import { cellId } from "./RowLine";
import { totalsOf } from "./RowTotals";
import { problemsByRow } from "./rowProblems";
import { type Row, rowName } from "./rows";
import { duplicateRow, insertRow, removeRows, setCells } from "./rowTable";

const NO_PROBLEMS = {};
const NO_REFUSALS = new Map();

export function RowCards(props: RowsProps) {
  const { cells, rows, most, locked, issues, begin, onChange } = props;
  const { t } = useTranslation("rows");
  const context = useKinds();
  const [opened, setOpened] = useState<string | null>(null);
  const totals = totalsOf(cells, rows, context);
  const problems = problemsByRow(rows, cells, issues, NO_REFUSALS);
  const at = rows.findIndex((row) => rowName(row) === opened);

  function add(): void {
    const added = insertRow(rows, rows.length, begin());
    onChange(added);
    setOpened(rowName(added.at(-1) ?? {}));
  }

  return (
    <fieldset className={styles.cards} id={props.id} aria-label={props.label}>
      {rows.map((row, index) => (
        <button
          type="button"
          key={rowName(row) || row.id}
          id={cellId(props.id, { row: rowName(row), cell: "" })}
          className={styles.card}
          data-refused={rowName(row) in problems}
          onClick={() => setOpened(rowName(row))}
        >
          <CardContent
            cells={cells}
            row={row}
            index={index}
            problems={problems[rowName(row)] ?? NO_PROBLEMS}
          />
        </button>
      ))}
      {rows.length === 0 && locked ? <p className={styles.nothing}>{t("nothing")}</p> : null}
      {rows.length > 1
        ? cells
            .filter((cell) => totals.has(cell.key))
            .map((cell) => (
              <div key={cell.key} className={styles.total}>
                <span>
                  {t("total")} · {textOf(cell.label, context.locale)}
                </span>
                <strong>
                  <context.Cell field={cell} value={totals.get(cell.key) ?? null} />
                </strong>
              </div>
            ))
        : null}
      {locked ? null : (
        <Button block icon={<PlusOutlined aria-hidden />} disabled={rows.length >= most} onClick={add}>
          {t("add")}
        </Button>
      )}
      <Sheet
        open={at >= 0}
        title={t("row", { number: at + 1 })}
        onClose={() => setOpened(null)}
        footer={
          <div className={styles.foot}>
            {locked ? null : (
              <>
                <Button
                  icon={<DeleteOutlined aria-hidden />}
                  danger
                  onClick={() => {
                    onChange(removeRows(rows, at, at));
                    setOpened(null);
                  }}
                >
                  {t("remove")}
                </Button>
                <Button
                  icon={<CopyOutlined aria-hidden />}
                  onClick={() => {
                    const more = duplicateRow(rows, at);
                    onChange(more);
                    setOpened(rowName(more[at + 1] ?? {}));
                  }}
                >
                  {t("duplicate")}
                </Button>
              </>
            )}
            <Button type="primary" onClick={() => setOpened(null)}>
              {t("done")}
            </Button>
          </div>
        }
      >
        {at >= 0 ? <CardForm {...props} row={rows[at] ?? {}} index={at} /> : null}
      </Sheet>
    </fieldset>
  );
}

interface CardContentProps {
  cells: readonly FieldView[];
  row: Row;
  index: number;
  /** What is wrong, by cell; "" is the row itself. */
  problems: Readonly<Record<string, readonly Issue[]>>;
}

/** The first cell names the card; the others follow with their labels, blank ones left out. */
function CardContent({ cells, row, index, problems }: CardContentProps) {
  const { t } = useTranslation("rows");
  const { Read, locale } = useKinds();
  const [first, ...others] = cells;
  const named = first && row[first.key] !== null && row[first.key] !== undefined;
  return (
    <>
      <span className={styles.title}>
        {first && named ? (
          <Read field={first} value={row[first.key] ?? null} />
        ) : (
          t("row", { number: index + 1 })
        )}
      </span>
      <span className={styles.facts}>
        {others
          .filter((cell) => row[cell.key] !== null && row[cell.key] !== undefined)
          .map((cell) => (
            <span key={cell.key} className={styles.fact}>
              <span className={styles.name}>{textOf(cell.label, locale)}</span>
              <Read field={cell} value={row[cell.key] ?? null} />
            </span>
          ))}
      </span>
      {Object.entries(problems).map(([key, issues]) => {
        const cell = cells.find((one) => one.key === key);
        return (
          <span key={key} className={styles.problem}>
            {cell ? <strong>{textOf(cell.label, locale)}</strong> : null}{" "}
            {issues.map((issue) => told(issue)).join(" ")}
          </span>
        );
      })}
    </>
  );
}

function CardForm(props: RowsProps & { row: Row; index: number }) {
  const { row, index, cells, rows, stateOf, locked, issues, onChange } = props;
  const { Edit, locale } = useKinds();
  const problemsOf = (cell: FieldView): Issue[] =>
    issues
      .filter((issue) => issue.pointer === `/${index}/${cell.key}`)
      .map((issue) => ({ ...issue, pointer: "" }));
  return (
    <div className={styles.form}>
      {cells.map((cell) => {
        const state = stateOf(row, cell);
        if (!state.visible) return null;
        const id = `${props.id}-card-${cell.key}`;
        const problems = problemsOf(cell);
        return (
          <div key={cell.key}>
            <label htmlFor={id} className={styles.label}>
              {textOf(cell.label, locale)}
              {state.required ? <span className={styles.star}> *</span> : null}
            </label>
            <Edit
              id={id}
              field={cell}
              value={row[cell.key] ?? null}
              values={row}
              disabled={locked || (state.readOnly && !cell.computed)}
              issues={problems}
              onChange={(value) => onChange(setCells(rows, [{ row: index, cell: cell.key, value }]))}
            />
            <div id={noteId(id)} className={styles.problem}>
              {problems.map((issue) => issue.message).join(" ")}
            </div>
          </div>
        );
      })}
    </div>
  );
}
