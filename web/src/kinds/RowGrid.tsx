/** The rows of a sub-table as a small spreadsheet. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import type { FieldView, Issue } from "~/api/types";
import { useFeedback } from "~/ui/Feedback";
import { textOf } from "~/words";
import { useKinds } from "./context";
import { alignmentOf, type Move } from "./define";
import styles from "./RowGrid.module.css";
import { type RowActions, RowLine } from "./RowLine";
import { RowProblemLines } from "./RowProblemLines";
import { RowTotals } from "./RowTotals";
import { copyCells, useRowEditing } from "./rowEditing";
import { problemsByRow } from "./rowProblems";
import { type FieldState, type Row, rowName } from "./rows";
import { areaOf, duplicateRow, insertRow, moveRow, next, removeRows, type Spot, step } from "./rowTable";

export interface RowsProps {
  id: string;
  label: string;
  cells: readonly FieldView[];
  rows: readonly Row[];
  most: number;
  locked: boolean;
  /** Pointers relative to the rows: "/2/quantity". */
  issues: readonly Issue[];
  stateOf: (row: Row, cell: FieldView) => FieldState;
  begin: () => Row;
  onChange: (rows: Row[]) => void;
}

const MOVES: Readonly<Record<Exclude<Move, null>, string>> = {
  up: "ArrowUp",
  down: "ArrowDown",
  left: "ArrowLeft",
  right: "ArrowRight",
};

const NO_PROBLEMS = {};

/** A sub-table has less room than a list, and shows all its columns where it can. */
function columnWidth(usual: number): number {
  return Math.round(Math.max(56, Math.min(220, usual) * 0.55));
}

export function RowGrid(props: RowsProps) {
  const { id, cells, rows, most, locked, issues, stateOf, begin, onChange } = props;
  const { t } = useTranslation("rows");
  const context = useKinds();
  const { message } = useFeedback();
  const [cursor, setCursor] = useState<Spot | null>(null);
  const [anchor, setAnchor] = useState<Spot | null>(null);
  const [editing, setEditing] = useState<(Spot & { typed: string | null }) | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const wantsFocus = useRef(false);

  const isOpen = useCallback(
    (row: Row, cell: FieldView) => {
      const state = stateOf(row, cell);
      return !locked && state.visible && !state.readOnly;
    },
    [stateOf, locked],
  );
  const editor = useRowEditing({ cells, rows, most, begin, isOpen, onChange });
  const size = { rows: rows.length, columns: cells.length };
  const area = cursor ? areaOf(anchor ?? cursor, cursor) : null;
  const full = rows.length >= most;

  const goTo = useCallback((spot: Spot | null, extend = false) => {
    wantsFocus.current = true;
    setEditing(null);
    setCursor(spot);
    if (!extend) setAnchor(spot);
  }, []);

  useEffect(() => {
    if (!wantsFocus.current || !cursor || editing) return;
    wantsFocus.current = false;
    const cell = body.current?.rows[cursor.row]?.cells[cursor.column + 1];
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  function edit(row: number, column: number, typed: string | null): void {
    const [target, cell] = [rows[row], cells[column]];
    if (!target || !cell || !isOpen(target, cell)) return;
    setCursor({ row, column });
    setAnchor({ row, column });
    setEditing({ row, column, typed });
  }

  function add(at: number, column = 0): void {
    if (locked || full) return;
    editor.change(insertRow(rows, at, begin()));
    goTo({ row: at, column });
  }

  function move(spot: Spot, way: Move): void {
    if (way === "right" || way === "left") goTo(next(spot, way === "left", size) ?? spot);
    else goTo(way ? (step(spot, MOVES[way], false, size) ?? spot) : spot);
  }

  const live = { edit, move, add, editor, rows, goTo };
  const latest = useRef(live);
  latest.current = live;

  /** Kept the same over renders, so that a row is drawn again only when it changed. */
  const actions = useMemo<RowActions>(
    () => ({
      select: (row, column, extend) => latest.current.goTo({ row, column }, extend),
      edit: (row, column, typed) => latest.current.edit(row, column, typed),
      commit: (row, column, value, way) => {
        const cell = cells[column];
        if (cell) latest.current.editor.write(row, cell.key, value);
        latest.current.move({ row, column }, way);
      },
      cancel: () => {
        wantsFocus.current = true;
        setEditing(null);
      },
      duplicate: (row) => {
        latest.current.editor.change(duplicateRow(latest.current.rows, row));
        latest.current.goTo({ row: row + 1, column: 0 });
      },
      remove: (row) => latest.current.editor.change(removeRows(latest.current.rows, row, row)),
      drag: (from, to) => latest.current.editor.change(moveRow(latest.current.rows, from, to)),
    }),
    [cells],
  );

  function onKeyDown(event: KeyboardEvent): void {
    if (!cursor || !area || editing) return;
    const { key, shiftKey, altKey } = event;
    const command = event.ctrlKey || event.metaKey;
    const target = rows[cursor.row];
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.nativeEvent.isComposing || key === "Process" || event.keyCode === 229) {
      // The editor must have the focus before the first letter is composed, or that letter is lost.
      flushSync(() => edit(cursor.row, cursor.column, ""));
      return;
    }
    if (altKey && !locked && (key === "ArrowUp" || key === "ArrowDown")) {
      handled();
      const to = cursor.row + (key === "ArrowUp" ? -1 : 1);
      if (to < 0 || to >= rows.length) return;
      editor.change(moveRow(rows, cursor.row, to));
      goTo({ row: to, column: cursor.column });
      return;
    }
    const stepped = altKey ? null : step(cursor, key, command, size);
    if (stepped) {
      handled();
      goTo(stepped, shiftKey);
    } else if (key === "Tab") {
      const spot = next(cursor, shiftKey, size);
      if (spot) {
        handled();
        goTo(spot);
      } else if (!shiftKey && !locked && !full && target && cells.some((cell) => isOpen(target, cell))) {
        handled();
        add(rows.length);
      }
    } else if (command && key === "Enter") {
      // Ctrl+Enter belongs to the form, which saves.
    } else if (key === "Enter" && shiftKey && !locked) {
      handled();
      add(cursor.row + 1, cursor.column);
    } else if (key === "Enter" || key === "F2") {
      handled();
      edit(cursor.row, cursor.column, null);
    } else if (key === "Escape" && anchor && (anchor.row !== cursor.row || anchor.column !== cursor.column)) {
      handled();
      setAnchor(cursor);
    } else if ((key === "Backspace" || key === "Delete") && command && !locked) {
      handled();
      editor.change(removeRows(rows, area.top, area.bottom));
      const row = Math.min(area.top, rows.length - (area.bottom - area.top) - 2);
      goTo(row < 0 ? null : { row, column: cursor.column });
    } else if (key === "Backspace" || key === "Delete") {
      handled();
      editor.clear(area);
    } else if (command && key.toLowerCase() === "z" && !shiftKey) {
      handled();
      editor.undo();
    } else if (command && key.toLowerCase() === "d" && !locked && !full) {
      handled();
      actions.duplicate(cursor.row);
    } else if (command && key.toLowerCase() === "a") {
      handled();
      setAnchor({ row: 0, column: 0 });
      setCursor({ row: rows.length - 1, column: cells.length - 1 });
    } else if (key.length === 1 && !command && !altKey) {
      handled();
      edit(cursor.row, cursor.column, key);
    }
  }

  function onCopy(event: ClipboardEvent): void {
    if (!area || editing) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copyCells({ ...props, isOpen }, area, context));
    if (event.type === "cut") editor.clear(area);
  }

  async function paste(text: string, at: Spot): Promise<void> {
    const target = area ?? areaOf(at, at);
    const { refused, closed, dropped } = await editor.paste(text, target);
    const notes = [
      refused ? t("paste.refused", { count: refused }) : "",
      closed ? t("paste.closed", { count: closed }) : "",
      dropped ? t("paste.dropped", { count: dropped, most }) : "",
    ].filter(Boolean);
    if (notes.length > 0) void message.warning(notes.join(" "));
  }

  function onPaste(event: ClipboardEvent): void {
    if (editing || locked) return;
    const text = event.clipboardData.getData("text/plain");
    if (!text) return;
    event.preventDefault();
    void paste(text, cursor ?? { row: rows.length, column: 0 });
  }

  const problems = useMemo(
    () => problemsByRow(rows, cells, issues, editor.refusals),
    [rows, cells, issues, editor.refusals],
  );

  return (
    <fieldset
      className={styles.frame}
      aria-label={props.label}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onCut={locked ? undefined : onCopy}
      onPaste={onPaste}
    >
      <div className={styles.scroller}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern of WAI-ARIA over a real table */}
        <table id={id} className={styles.table} role="grid" aria-label={props.label}>
          <thead>
            <tr>
              <th className={styles.number} aria-label={t("number")} />
              {cells.map((cell) => (
                <th
                  key={cell.key}
                  scope="col"
                  style={{ minWidth: columnWidth(context.kind(cell.kind).width) }}
                  data-align={alignmentOf(context.kind(cell.kind), cell)}
                  title={textOf(cell.help, context.locale) || undefined}
                >
                  {textOf(cell.label, context.locale)}
                  {cell.required && !locked ? <span className={styles.star}> *</span> : null}
                </th>
              ))}
              {locked ? null : <th className={styles.actions} aria-label={t("actions")} />}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row, index) => (
              <RowLine
                key={rowName(row) || row.id}
                table={id}
                row={row}
                index={index}
                cells={cells}
                states={stateOf}
                area={area && index >= area.top && index <= area.bottom ? area : null}
                cursor={cursor?.row === index ? cursor.column : cursor === null && index === 0 ? 0 : null}
                editing={editing?.row === index ? editing : null}
                problems={problems[rowName(row)] ?? NO_PROBLEMS}
                locked={locked}
                actions={actions}
              />
            ))}
          </tbody>
          <RowTotals cells={cells} rows={rows} locked={locked} />
        </table>
      </div>
      {rows.length === 0 && locked ? <p className={styles.nothing}>{t("nothing")}</p> : null}
      {locked ? null : (
        <div className={styles.foot}>
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            disabled={full}
            onClick={() => add(rows.length)}
          >
            {t("add")}
          </Button>
          <span className={styles.hint}>{full ? t("full", { count: most }) : t("hint")}</span>
        </div>
      )}
      <RowProblemLines rows={rows} cells={cells} problems={problems} />
    </fieldset>
  );
}
