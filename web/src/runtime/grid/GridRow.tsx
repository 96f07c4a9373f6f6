/** One row of the grid; drawn again only when something in it changed. */
import { ExclamationCircleFilled } from "@ant-design/icons";
import { type CSSProperties, memo } from "react";
import type { RecordData } from "~/api/types";
import { alignmentOf } from "~/kinds/define";
import { AtRecord } from "~/kinds/recordAtHand";
import { FieldCell } from "../fields";
import type { GridColumn } from "./columns";
import type { Pending } from "./edits";
import styles from "./Grid.module.css";
import type { TableRow } from "./table";

/** The part of the selection that lies in this row. */
export interface RowSelection {
  left: number;
  right: number;
  top: boolean;
  bottom: boolean;
  /** The active cell's column, or -1. */
  active: number;
}

export interface GridRowProps {
  /** The form of its record. */
  form: string;
  index: number;
  /** What stands at its beginning. */
  number: number;
  top: number;
  width: number;
  row: TableRow | undefined;
  /** The row's record, which is replaced by another object when it is saved. */
  record: RecordData | null | undefined;
  /** Unsaved cells by field, and a text that changes when any of them does. */
  unsaved: ReadonlyMap<string, Pending> | undefined;
  unsavedState: string;
  columns: readonly GridColumn[];
  /** Columns that are drawn: the frozen ones and those in sight. */
  drawn: readonly number[];
  lefts: readonly number[];
  selection: string;
  /** Where the fill handle stands in this row, or -1, and the columns that a running fill reaches, e.g. "2-4". */
  handle: number;
  filling: string;
  checked: boolean;
  /** The colour that a condition gives it. */
  hue: string;
  labels: { check: string; open: string };
  onOpen: (key: number) => void;
}

export function writeSelection(selection: RowSelection | null): string {
  return selection ? JSON.stringify(selection) : "";
}

/** The colours that cells of the row, and its mark, are drawn in. */
function colours(hue: string): CSSProperties {
  return { "--row-soft": `var(--hue-${hue}-soft)`, "--row-mark": `var(--hue-${hue}-mark)` } as CSSProperties;
}

const NONE: RowSelection = { left: -1, right: -2, top: false, bottom: false, active: -1 };

function edges(selection: RowSelection, column: number): string {
  if (column < selection.left || column > selection.right) return "";
  return [
    selection.top ? "top" : "",
    selection.bottom ? "bottom" : "",
    column === selection.left ? "left" : "",
    column === selection.right ? "right" : "",
  ].join(" ");
}

/** The rows of a window are made anew at each reading; what they hold is not. */
function isUnchanged(before: GridRowProps, after: GridRowProps): boolean {
  return (Object.keys(after) as (keyof GridRowProps)[]).every(
    (name) => name === "row" || name === "unsaved" || before[name] === after[name],
  );
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, top, width, row, unsaved, columns, drawn, lefts, handle, checked, hue, labels } = props;
  const selection: RowSelection = props.selection ? JSON.parse(props.selection) : NONE;
  const [fillLeft = -1, fillRight = -2] = props.filling ? props.filling.split("-").map(Number) : [];

  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={checked}
      className={styles.row}
      data-new={row && !row.record ? true : undefined}
      data-checked={checked || undefined}
      data-coloured={hue ? true : undefined}
      style={{ top, width, ...(hue ? colours(hue) : null) }}
    >
      <div role="rowheader" aria-colindex={1} className={styles.rowHead} data-head={index}>
        <span className={styles.number}>{props.number}</span>
        {row?.record ? (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={checked}
            readOnly
            aria-label={labels.check}
            data-check={index}
          />
        ) : null}
      </div>
      {drawn.map((at) => {
        const column = columns[at];
        if (!column) return null;
        const pending = unsaved?.get(column.key);
        const value = pending ? pending.value : row?.record?.[column.key];
        return (
          <div
            key={column.key}
            role="gridcell"
            aria-colindex={at + 2}
            aria-readonly={!column.writable}
            aria-invalid={pending?.state === "failed" || undefined}
            className={styles.cell}
            data-row={index}
            data-column={at}
            data-align={alignmentOf(column.kind, column.field)}
            data-frozen={column.frozen || undefined}
            data-selected={(at >= selection.left && at <= selection.right) || undefined}
            data-active={at === selection.active || undefined}
            data-edges={edges(selection, at) || undefined}
            data-filling={(at >= fillLeft && at <= fillRight) || undefined}
            data-state={pending?.state}
            style={{ left: lefts[at], width: column.width }}
          >
            {row ? (
              <>
                <div className={styles.value}>
                  {pending?.text !== undefined ? (
                    pending.text
                  ) : value === null || value === undefined ? null : column.kind.acts && row.record ? (
                    <AtRecord form={props.form} record={row.record} isReached={false}>
                      <FieldCell field={column.field} value={value} />
                    </AtRecord>
                  ) : (
                    <FieldCell field={column.field} value={value} />
                  )}
                </div>
                {pending?.state === "failed" ? (
                  <ExclamationCircleFilled aria-hidden className={styles.mark} />
                ) : null}
                {column.leading && row.record ? (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.open}
                    aria-label={labels.open}
                    onClick={() => props.onOpen(row.key)}
                  >
                    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
                      <path d="M7 1.500h3.500V5M10.500 1.500 7 5M5 10.500H1.500V7M1.500 10.500 5 7" />
                    </svg>
                  </button>
                ) : null}
                {handle === at ? <span className={styles.handle} data-handle /> : null}
              </>
            ) : (
              <span className={styles.bone} style={{ width: `${48 + ((index * 7 + at * 13) % 40)}%` }} />
            )}
          </div>
        );
      })}
    </div>
  );
}, isUnchanged);
