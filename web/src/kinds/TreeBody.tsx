/** A tree of records, opened level by level; only rows in sight are drawn. */
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RecordData } from "~/api/types";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useKinds } from "./context";
import type { ViewProps } from "./defineView";
import { useFieldsOf } from "./recordPages";
import { TreeHead, tracksOf } from "./TreeHead";
import { TreeMove } from "./TreeMove";
import { type Tree, TreeRow } from "./TreeRow";
import { deedOf } from "./treeKeys";
import { type Line, wayUp } from "./treeLines";
import { useUndoing } from "./undoing";
import { useTree } from "./useTree";
import styles from "./views/hierarchy.module.css";

export interface TreeSettings {
  parent: string;
  beside: readonly string[];
}

/** In pixels: a row, and one with a line of fields on a phone. */
const ROW = 36;
const TALL_ROW = 56;

export function TreeBody({ view, form, list, parent }: ViewProps<TreeSettings> & { parent: FieldView }) {
  const { t } = useTranslation("view.hierarchy");
  const { locale } = useKinds();
  const tellUndoable = useUndoing(t("undo"));
  const columns = view.beside.flatMap((key) => list.field(key) ?? []);
  const fields = useFieldsOf(columns, parent.key);
  const { lines, error, retry, setOpen, closeAll, more } = useTree(list, parent.key, fields);
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [moving, setMoving] = useState<number | null>(null);
  const [choosing, setChoosing] = useState<RecordData | null>(null);
  const isMovable = list.mayWrite(parent);
  const shown = lines ?? [];
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll,
    estimateSize: () => (list.phone && columns.length > 0 ? TALL_ROW : ROW),
    getItemKey: (index) => shown[index]?.key ?? index,
    overscan: 12,
    useFlushSync: false,
  });

  useEffect(() => {
    if (scroll) return autoScrollForElements({ element: scroll });
  }, [scroll]);

  if (error) return <Failure thrown={error} onRetry={retry} />;

  async function hang(record: RecordData, under: RecordData | null): Promise<void> {
    const before = record[parent.key] ?? null;
    if (before === (under?.id ?? null) || moving !== null) return;
    setChoosing(null);
    setMoving(record.id);
    const name = under ? under.title || t("untitled") : t("top");
    const moved = await list.move(record.id, parent, under?.id ?? null, name);
    setMoving(null);
    if (!moved) return;
    if (under) setOpen([under.id], true);
    const told = under ? t("moved", { name }) : t("moved_to_top");
    tellUndoable(
      `tree-${record.id}`,
      told,
      () => void list.move(record.id, parent, before, record.title ?? ""),
    );
  }

  const { create } = list;
  const tree: Tree = {
    form: form.key,
    list,
    columns,
    isMovable,
    moving,
    toggle: ({ record, isOpen }) => setOpen([record.id], !isOpen),
    takes: (record, { record: under }) =>
      under.id !== record.id &&
      record[parent.key] !== under.id &&
      !wayUp(shown, under.id).includes(record.id),
    move: (record, under) => void hang(record, under),
    chooseParent: setChoosing,
    create:
      create && isMovable
        ? (under) => {
            setOpen([under.id], true);
            create({ [parent.key]: under.id });
          }
        : undefined,
  };

  const found = shown.findIndex(({ key }) => key === current);
  const at = Math.max(0, found);

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-line]");
    if (!row || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" && event.target !== row) return;
    const deed = deedOf(event, shown, at);
    if (!deed || (deed.deed === "move" && !isMovable)) return;
    event.preventDefault();
    if (deed.deed === "go") go(deed.to);
    else if (deed.deed === "toggle") tree.toggle(deed.line);
    else if (deed.deed === "open") list.open(deed.line.record.id);
    else tree.move(deed.line.record, deed.under?.record ?? null);
  }

  function go(to: number): void {
    const key = shown[to]?.key;
    if (key === undefined) return;
    setCurrent(key);
    rows.scrollToIndex(to);
    requestAnimationFrame(() =>
      scroll?.querySelector<HTMLElement>(`[data-line="${key}"]`)?.focus({ preventScroll: true }),
    );
  }

  const closed = shown.flatMap((line) =>
    line.kind === "record" && line.children > 0 && !line.isOpen ? [line.record.id] : [],
  );
  const someOpen = shown.some((line) => line.kind === "record" && line.isOpen);
  const tracks = list.phone ? null : tracksOf(columns, list.widths);
  return (
    <div
      className={styles.tree}
      data-phone={list.phone || undefined}
      style={tracks ? ({ "--tree-columns": tracks.template, "--tree-width": tracks.least } as object) : {}}
    >
      <div
        ref={setScroll}
        className={styles.scroll}
        role="treegrid"
        aria-label={textOf(view.label, locale)}
        aria-colcount={list.phone ? 1 : columns.length + 1}
        aria-busy={lines === null}
        onKeyDown={press}
      >
        <div role="rowgroup" className={styles.headGroup}>
          <TreeHead
            title={textOf(
              (form.title_field ? list.field(form.title_field) : undefined)?.label ?? form.label,
              locale,
            )}
            columns={list.phone ? [] : columns}
            widths={list.widths}
            onResize={list.resize}
            isMovable={isMovable}
            canOpen={closed.length > 0}
            canClose={someOpen}
            onOpen={() => setOpen(closed, true)}
            onClose={closeAll}
            onTop={(record) => void hang(record, null)}
          />
        </div>
        <div role="rowgroup" className={styles.whole} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, size, key }) => {
            const line = shown[index];
            const style = { transform: `translateY(${start}px)`, height: size };
            if (line?.kind === "record")
              return (
                <TreeRow
                  key={key}
                  tree={tree}
                  line={line}
                  style={style}
                  isCurrent={index === at}
                  onCurrent={() => setCurrent(line.key)}
                />
              );
            return line ? (
              <OtherRow
                key={key}
                line={line}
                style={style}
                isCurrent={index === at}
                onMore={() => line.kind === "more" && void more(line)}
              />
            ) : null;
          })}
        </div>
        {lines === null ? <div className={styles.loading} aria-hidden /> : null}
      </div>
      {choosing ? (
        <TreeMove
          form={form}
          parent={parent}
          record={choosing}
          onMove={(under) => void hang(choosing, under)}
          onClose={() => setChoosing(null)}
        />
      ) : null}
    </div>
  );
}

interface OtherRowProps {
  line: Line;
  style: object;
  isCurrent: boolean;
  onMore: () => void;
}

/** Where a branch is on its way, or goes on, which it does by itself when it comes into sight. */
function OtherRow({ line, style, isCurrent, onMore }: OtherRowProps) {
  const { t } = useTranslation("view.hierarchy");
  const row = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  const cursor = line.kind === "more" ? line.cursor : null;
  useEffect(() => {
    if (!row.current || cursor === null) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current());
    seen.observe(row.current);
    return () => seen.disconnect();
  }, [cursor]);
  return (
    <div ref={row} role="row" className={styles.row} style={style} aria-level={line.level}>
      <div role="gridcell" className={styles.title} style={{ "--level": line.level } as object}>
        <span className={styles.leaf} />
        {line.kind === "more" ? (
          <Button
            type="link"
            size="small"
            data-line={line.key}
            tabIndex={isCurrent ? 0 : -1}
            onClick={onMore}
          >
            {t("more")}
          </Button>
        ) : (
          <span className={styles.waiting} aria-hidden />
        )}
      </div>
    </div>
  );
}
