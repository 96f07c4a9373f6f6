/** The data grid: thousands of rows drawn where the reader looks, edited in place as in a spreadsheet. */
import { PlusOutlined } from "@ant-design/icons";
import {
  type CSSProperties,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import type { FormView, SortKey } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { useLocale } from "~/ui/appearance";
import { useStable } from "~/ui/stable";
import { rowHeight } from "~/ui/tokens";
import { textOf } from "~/words";
import { CellOverlay, type Editing } from "./CellOverlay";
import type { Columns, GridColumn } from "./columns";
import { type Place, setCell } from "./deeds";
import { textWidth } from "./fitting";
import styles from "./Grid.module.css";
import { GridBody } from "./GridBody";
import { GridFoot } from "./GridFoot";
import { GridHead } from "./GridHead";
import { gridKeys } from "./gridKeys";
import { valuesOf } from "./groupedRows";
import {
  isOneCell,
  LAST_ROW,
  type Range,
  rangeOf,
  type Selection,
  selectionAt,
  step,
  within,
} from "./selection";
import type { RecordTable } from "./table";
import { useAnchor } from "./useAnchor";
import { useGridDeeds } from "./useGridDeeds";
import { useGridPointer } from "./useGridPointer";
import { useLeaving } from "./useLeaving";
import { useSight } from "./useSight";

export interface GridHandle {
  /** Goes to the first cell that could not be saved, as far as it is loaded. */
  showFailed: () => void;
}

interface GridProps {
  ref: Ref<GridHandle>;
  form: FormView;
  table: RecordTable;
  columns: Columns;
  sort: readonly SortKey[];
  checked: ReadonlySet<number>;
  mayCreate: boolean;
  onSort: (field: string, descending: boolean) => void;
  onFilter: (field: string) => void;
  onOpen: (id: number) => void;
  onCheck: (ids: ReadonlySet<number>) => void;
  onSearch: () => void;
  onRange: (range: Range | null) => void;
  /** Begins a record with values, as those of a group. */
  onCreate?: ((values: Readonly<Record<string, unknown>>) => void) | undefined;
}

export function Grid(props: GridProps) {
  const { form, table, columns, checked, mayCreate, onCheck } = props;
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const context = useKinds();
  useSyncExternalStore(table.subscribe, table.snapshot);

  const frame = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [wanted, setSelection] = useState<Selection>(() => selectionAt(0, 0));
  const [editing, setEditing] = useState<Editing | null>(null);
  const [menu, setMenu] = useState(-1);
  const shown = columns.columns;
  const rowCount = table.rowCount;

  const sight = useSight(scroll, shown, rowCount);
  const { reveal, lefts } = sight;
  const [first, last] = [sight.rows[0] ?? 0, sight.rows.at(-1) ?? 0];
  useEffect(() => table.show(first, last), [table, first, last]);

  const extent = { rows: rowCount, columns: shown.length, page: sight.page };
  const selection: Selection = { active: within(wanted.active, extent), end: within(wanted.end, extent) };
  const range = rangeOf(selection);
  const activeRow = table.row(selection.active.row);
  const activeColumn = shown[selection.active.column];
  const place: Place = { table, form: form.key, columns: shown, context, mayCreate };
  const deeds = useGridDeeds(place, range, (reached) => {
    setSelection({
      active: { row: reached.top, column: reached.left },
      end: { row: reached.bottom, column: reached.right },
    });
    requestAnimationFrame(() => {
      reveal(reached.bottom, reached.left);
      reveal(reached.top, reached.left);
    });
  });

  useAnchor(table, scroll, selection, setSelection);
  const typing = editing !== null;
  useEffect(() => table.hold(typing), [table, typing]);

  const open = useStable(props.onOpen);

  const report = useRef(props.onRange);
  report.current = props.onRange;
  const { top, bottom, left: leftmost, right } = range;
  useEffect(
    () => report.current(rowCount > 0 ? { top, bottom, left: leftmost, right } : null),
    [top, bottom, leftmost, right, rowCount],
  );

  useLeaving(table, selection.active.row);

  function select(next: Selection): void {
    setSelection(next);
    setEditing(null);
    reveal(next.end.row, next.end.column);
    input.current?.focus({ preventScroll: true });
  }

  function edit(typed: string | null): void {
    const head = table.head(selection.active.row);
    if (head && typed === null) table.toggle(head.path);
    if (!activeRow || !activeColumn) return;
    if (activeColumn.kind.acts && typed === null) {
      const { record } = activeRow;
      if (record?.[activeColumn.key] === true) context.press(form.key, record, activeColumn.field);
      return;
    }
    if (!activeColumn.writable) {
      if (input.current) input.current.value = "";
      deeds.say(activeColumn.field.computed ? t("computed") : t("read_only"));
      return;
    }
    reveal(selection.active.row, selection.active.column);
    setEditing({ key: activeRow.key, column: selection.active.column, typed });
  }

  function fillRange(from: Range, to: Range): void {
    setSelection({ active: { row: to.top, column: to.left }, end: { row: to.bottom, column: to.right } });
    deeds.fill(from, to);
  }

  async function addRow(): Promise<void> {
    await table.counted();
    // Where the list ends is not known: what is entered there would come to stand in another row.
    if (!table.isCounted) return deeds.say(t("end_unknown"));
    table.append(1);
    const row = table.rowCount - 1;
    requestAnimationFrame(() => {
      const writable = shown.findIndex((column) => column.writable);
      select(selectionAt(row, Math.max(0, writable)));
    });
  }

  function showFailed(): void {
    for (let row = 0; row < rowCount; row += 1) {
      const held = table.row(row);
      const unsaved = held && table.edits.of(held.record?.id ?? held.key);
      const failed = [...(unsaved ?? [])].find(([, { state }]) => state === "failed")?.[0];
      if (failed === undefined) continue;
      const at = shown.findIndex(({ key }) => key === failed);
      // A field that is no column yet becomes one, so that it can be put right.
      if (at < 0) columns.show([...shown.map(({ key }) => key), failed]);
      return select(selectionAt(row, at < 0 ? shown.length : at));
    }
  }

  useImperativeHandle(props.ref, () => ({ showFailed }));

  function toggle(row: number, extend: boolean): void {
    const record = table.row(row)?.record;
    if (!record) return;
    const next = new Set(checked);
    const from = extend ? Math.min(row, selection.active.row) : row;
    const to = extend ? Math.max(row, selection.active.row) : row;
    const on = !checked.has(record.id);
    for (let index = from; index <= to; index += 1) {
      const id = table.row(index)?.record?.id;
      if (id !== undefined && on) next.add(id);
      else if (id !== undefined) next.delete(id);
    }
    setSelection(selectionAt(row, selection.active.column));
    onCheck(next);
  }

  const pointer = useGridPointer(scroll, selection, {
    select: (next) => {
      if (editing) input.current?.blur();
      select(next);
    },
    selectRows: (from, to) =>
      select({ active: { row: from, column: 0 }, end: { row: to, column: shown.length - 1 } }),
    check: toggle,
    fill: fillRange,
  });

  const onKeyDown = gridKeys(selection, extent, {
    select,
    edit: () => edit(null),
    open: () => activeRow?.record && props.onOpen(activeRow.record.id),
    clear: deeds.clear,
    fillDown: () => fillRange({ ...range, bottom: range.top }, range),
    fillRight: () => fillRange({ ...range, right: range.left }, range),
    undo: deeds.undo,
    redo: deeds.redo,
    search: props.onSearch,
    menu: () => setMenu(selection.active.column),
    toggleRow: () => toggle(selection.active.row, false),
    leave: () => {
      if (isOneCell(range)) frame.current?.focus();
      else setSelection(selectionAt(selection.active.row, selection.active.column));
    },
  });

  const editedRow = editing ? table.row(table.indexOf(editing.key) ?? -1) : activeRow;
  const value = activeRow && activeColumn ? table.value(activeRow, activeColumn.key) : null;
  const pending = activeRow && activeColumn ? table.pending(activeRow, activeColumn.key) : undefined;
  const end = (move: "down" | "up" | "left" | "right" | null): void => {
    setEditing(null);
    if (move) select(step(selection, move, extent));
  };

  const overlay: CSSProperties = {
    top: (selection.active.row + 1) * rowHeight,
    left: activeColumn?.frozen
      ? `calc(var(--scroll-left, 0px) + ${lefts[selection.active.column] ?? 0}px)`
      : lefts[selection.active.column],
    width: activeColumn?.width,
    height: rowHeight,
  };
  const inSight = sight.rows.flatMap((index) => table.row(index)?.record?.id ?? []);
  const sort = useStable(props.onSort);
  const filter = useStable(props.onFilter);
  const selectColumn = useStable((at: number, extend: boolean): void =>
    select({
      active: { row: 0, column: extend ? selection.active.column : at },
      end: { row: LAST_ROW, column: at },
    }),
  );
  const checkAll = useStable((): void => onCheck(checkedAll === true ? new Set() : new Set(inSight)));
  const fitting = useStable((column: GridColumn): number => {
    const texts = [textOf(column.field.label, locale)];
    for (const index of sight.rows) {
      const row = table.row(index);
      if (row) texts.push(column.kind.toText(table.value(row, column.key) ?? null, column.field, context));
    }
    return Math.max(...texts.map(textWidth)) + 44;
  });
  const checkedAll = checked.size === 0 ? false : inSight.every((id) => checked.has(id)) ? true : "some";

  return (
    <div
      ref={frame}
      className={styles.frame}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.target === frame.current && event.key.startsWith("Arrow")) input.current?.focus();
      }}
    >
      <div
        ref={scroll}
        className={styles.scroll}
        data-filling={pointer.filling ? true : undefined}
        onPointerDown={pointer.onPointerDown}
        onDoubleClick={(event) => {
          if (event.target instanceof Element && event.target.closest("[data-row]")) edit(null);
        }}
        onScroll={(event) =>
          event.currentTarget.style.setProperty("--scroll-left", `${event.currentTarget.scrollLeft}px`)
        }
      >
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of the roles support it */}
        <div
          role={table.isGrouped ? "treegrid" : "grid"}
          aria-label={textOf(form.label, locale)}
          aria-rowcount={rowCount + 1}
          aria-colcount={shown.length + 1}
          aria-multiselectable
        >
          <GridHead
            scroll={scroll}
            columns={columns}
            drawn={sight.drawn}
            lefts={lefts}
            width={sight.width}
            sort={props.sort}
            selectedFrom={rowCount > 0 ? range.left : -1}
            selectedTo={rowCount > 0 ? range.right : -1}
            checkedAll={checkedAll}
            menu={menu}
            onMenu={setMenu}
            onSort={sort}
            onFilter={filter}
            onSelect={selectColumn}
            onCheckAll={checkAll}
            fitting={fitting}
          />
          <div
            role="rowgroup"
            className={styles.body}
            style={{ height: rowCount * rowHeight, width: sight.width }}
          >
            <GridBody
              form={form.key}
              table={table}
              rows={sight.rows}
              columns={columns}
              drawn={sight.drawn}
              lefts={lefts}
              width={sight.width}
              selection={selection}
              range={range}
              filling={pointer.filling}
              editing={editing !== null}
              checked={checked}
              onOpen={open}
              onAddIn={
                props.onCreate && ((head) => props.onCreate?.(valuesOf(head, columns.settings.groups)))
              }
            />
          </div>
        </div>
        {rowCount > 0 ? (
          <CellOverlay
            input={input}
            place={overlay}
            side={sight.sideOf(selection.active.column)}
            label={t("cell", {
              column: textOf(activeColumn?.field.label, locale),
              row: selection.active.row + 1,
              value: activeColumn ? activeColumn.kind.toText(value ?? null, activeColumn.field, context) : "",
            })}
            row={activeRow}
            column={activeColumn}
            value={value}
            values={editedRow ? table.values(editedRow) : {}}
            pending={pending}
            editing={editing}
            onType={edit}
            onCommit={(next, move) => {
              if (editedRow && activeColumn) setCell(place, editedRow, activeColumn, next);
              end(move);
            }}
            onUnread={(text, problem) => {
              if (editedRow && activeColumn) {
                const key = editedRow.record?.id ?? editedRow.key;
                const change = { key, field: activeColumn.key, before: value, after: value };
                table.change([{ ...change, unread: { text, problem } }], () => false);
              }
              end(null);
            }}
            onCancel={() => end(null)}
            onInsist={() => activeRow && activeColumn && table.edits.insist(activeRow.key, activeColumn.key)}
            onYield={() =>
              activeRow &&
              activeColumn &&
              table.edits.discard(activeRow.record?.id ?? activeRow.key, activeColumn.key)
            }
            onKeyDown={onKeyDown}
            onCopy={deeds.onCopy}
            onCut={deeds.onCut}
            onPaste={deeds.onPaste}
          />
        ) : null}
        {table.truncated ? <p className={styles.more}>{t("groups.truncated")}</p> : null}
        {mayCreate ? (
          <button type="button" className={styles.add} onClick={() => void addRow()}>
            <PlusOutlined aria-hidden /> {t("add_row")}
          </button>
        ) : null}
        {columns.settings.totals.length > 0 ? (
          <GridFoot
            columns={columns}
            drawn={sight.drawn}
            lefts={lefts}
            width={sight.width}
            values={table.summary?.totals ?? null}
          />
        ) : null}
      </div>
    </div>
  );
}
