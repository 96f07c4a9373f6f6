/** One row of a sub-table: its number and handle, its cells, what can be done with it. */
import { CopyOutlined, DeleteOutlined, HolderOutlined } from "@ant-design/icons";
import { type DragEvent, type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import type { FieldView, Issue } from "~/api/types";
import { useKinds } from "./context";
import type { Move } from "./define";
import styles from "./RowGrid.module.css";
import { type FieldState, type Row, rowName } from "./rows";
import { type Area, within } from "./rowTable";

export interface RowActions {
  select: (row: number, column: number, extend: boolean) => void;
  edit: (row: number, column: number, typed: string | null) => void;
  commit: (row: number, column: number, value: unknown, move: Move) => void;
  cancel: () => void;
  duplicate: (row: number) => void;
  remove: (row: number) => void;
  drag: (from: number, to: number) => void;
}

interface RowLineProps {
  table: string;
  row: Row;
  index: number;
  cells: readonly FieldView[];
  states: (row: Row, cell: FieldView) => FieldState;
  /** The selection, if it touches this row. */
  area: Area | null;
  /** The column of the cursor, if it is in this row. */
  cursor: number | null;
  editing: { column: number; typed: string | null } | null;
  /** Problems of this row by cell; "" is the row itself. */
  problems: Readonly<Record<string, readonly Issue[]>>;
  locked: boolean;
  actions: RowActions;
}

export function cellId(table: string, place: { row: string; cell: string }): string {
  return `${table}-${place.row}-${place.cell}`;
}

const DRAGGED = "application/x-mortise-row";

export const RowLine = memo(function RowLine(props: RowLineProps) {
  const { table, row, index, cells, states, area, cursor, editing, problems, locked, actions } = props;
  const { t } = useTranslation("rows");
  const { CellEdit } = useKinds();

  const over = (event: DragEvent) => {
    if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const from = event.dataTransfer.getData(DRAGGED);
    if (from !== "") actions.drag(Number(from), index);
  };

  const own = problems[""] ?? [];
  return (
    <tr className={own.length > 0 ? styles.rowRefused : undefined} onDragOver={over} onDrop={drop}>
      <th scope="row" className={styles.number} title={own.map((issue) => issue.message).join(" ")}>
        <span className={styles.position}>{index + 1}</span>
        {locked ? null : (
          <button
            type="button"
            tabIndex={-1}
            className={styles.handle}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(index))}
            title={t("drag")}
            aria-label={t("drag")}
          >
            <HolderOutlined aria-hidden />
          </button>
        )}
      </th>
      {cells.map((cell, column) => {
        const state = states(row, cell);
        const issues = problems[cell.key] ?? [];
        const edited = editing?.column === column;
        const marks = [
          styles.cell,
          state.readOnly && !locked ? styles.still : "",
          within(area, index, column) ? styles.selected : "",
          cursor === column ? styles.cursor : "",
          issues.length > 0 ? styles.refused : "",
        ];
        return (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a table with the role grid is a gridcell
          <td
            key={cell.key}
            id={cellId(table, { row: rowName(row), cell: cell.key })}
            className={marks.filter(Boolean).join(" ")}
            tabIndex={cursor === column ? 0 : -1}
            aria-readonly={state.readOnly}
            aria-invalid={issues.length > 0}
            title={issues.map((issue) => told(issue)).join("\n") || undefined}
            onMouseDown={(event: MouseEvent) => {
              if (!edited) actions.select(index, column, event.shiftKey);
            }}
            onDoubleClick={() => {
              if (!edited) actions.edit(index, column, null);
            }}
          >
            {state.visible ? <CellContent cell={cell} row={row} /> : null}
            {edited ? (
              <CellEdit
                field={cell}
                value={row[cell.key] ?? null}
                values={row}
                typed={editing.typed}
                onCommit={(value, move) => actions.commit(index, column, value, move)}
                onCancel={actions.cancel}
              />
            ) : null}
          </td>
        );
      })}
      {locked ? null : (
        <td className={styles.actions}>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("duplicate_row", { number: index + 1 })}
            title={t("duplicate")}
            onClick={() => actions.duplicate(index)}
          >
            <CopyOutlined aria-hidden />
          </button>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("remove_row", { number: index + 1 })}
            title={t("remove")}
            onClick={() => actions.remove(index)}
          >
            <DeleteOutlined aria-hidden />
          </button>
        </td>
      )}
    </tr>
  );
});

function CellContent({ cell, row }: { cell: FieldView; row: Row }) {
  const { Cell } = useKinds();
  return <Cell field={cell} value={row[cell.key] ?? null} />;
}
