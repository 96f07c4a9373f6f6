/** A record of a tree: opened and closed, dragged onto the one that it belongs under, or moved by its menu. */
import { CaretRightOutlined, EllipsisOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Button, Dropdown, type MenuProps } from "antd";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RecordData } from "~/api/types";
import { textOf } from "~/words";
import { useKinds } from "./context";
import type { ListAccess } from "./defineView";
import { RecordAnchor } from "./RecordAnchor";
import { AtRecord } from "./recordAtHand";
import type { RecordLine } from "./treeLines";
import styles from "./views/hierarchy.module.css";

export const DRAGS = "tree record";

/** What every row of a tree works with. */
export interface Tree {
  form: string;
  list: ListAccess;
  columns: readonly FieldView[];
  isMovable: boolean;
  /** The record that is on its way to another place. */
  moving: number | null;
  toggle: (line: RecordLine) => void;
  /** Whether a record can be hung below another, as far as is known here. */
  takes: (record: RecordData, under: RecordLine) => boolean;
  move: (record: RecordData, under: RecordData | null) => void;
  chooseParent: (record: RecordData) => void;
  /** Begins a record below another; absent where the person may not. */
  create: ((under: RecordData) => void) | undefined;
}

interface TreeRowProps {
  tree: Tree;
  line: RecordLine;
  style: CSSProperties;
  isCurrent: boolean;
  onCurrent: () => void;
}

/** In milliseconds: a record that is held over a closed row opens it. */
const DWELL = 700;

export function TreeRow({ tree, line, style, isCurrent, onCurrent }: TreeRowProps) {
  const { t } = useTranslation("view.hierarchy");
  const { locale, Cell } = useKinds();
  const { list, columns, isMovable } = tree;
  const { record, level, children, isOpen, matches } = line;
  const row = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState(false);
  const [over, setOver] = useState(false);
  const latest = useRef({ tree, line });
  latest.current = { tree, line };
  const name = record.title || t("untitled");

  useEffect(() => {
    const element = row.current;
    if (!element || !isMovable) return;
    let dwelling = 0;
    const leave = (): void => {
      setOver(false);
      window.clearTimeout(dwelling);
    };
    return combine(
      draggable({
        element,
        getInitialData: () => ({ drags: DRAGS, record: latest.current.line.record }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) =>
          source.data.drags === DRAGS &&
          latest.current.tree.takes(source.data.record as RecordData, latest.current.line),
        onDragEnter: () => {
          setOver(true);
          dwelling = window.setTimeout(() => {
            const { tree, line } = latest.current;
            if (line.children > 0 && !line.isOpen) tree.toggle(line);
          }, DWELL);
        },
        onDragLeave: leave,
        onDrop: ({ source }) => {
          leave();
          const { tree, line } = latest.current;
          tree.move(source.data.record as RecordData, line.record);
        },
      }),
      leave,
    );
  }, [isMovable]);

  const facts = columns.filter(({ key }) => record[key] !== null && record[key] !== undefined);
  const within = isCurrent ? 0 : -1;
  return (
    <div
      ref={row}
      role="row"
      tabIndex={within}
      className={styles.row}
      style={style}
      data-line={line.key}
      data-lead={!matches || undefined}
      data-dragged={dragged || undefined}
      data-over={over || undefined}
      data-moving={tree.moving === record.id || undefined}
      aria-level={level}
      aria-posinset={line.place}
      aria-setsize={line.among ?? -1}
      aria-expanded={children > 0 ? isOpen : undefined}
      aria-keyshortcuts={isMovable ? "Alt+ArrowLeft Alt+ArrowRight" : undefined}
      onFocus={onCurrent}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.focus();
      }}
    >
      <div role="gridcell" className={styles.title} style={{ "--level": level } as CSSProperties}>
        {children > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.toggle}
            data-open={isOpen || undefined}
            aria-label={t(isOpen ? "close" : "open", { name })}
            onClick={() => tree.toggle(line)}
          >
            <CaretRightOutlined aria-hidden />
          </button>
        ) : (
          <span className={styles.leaf} />
        )}
        <span className={styles.text}>
          <RecordAnchor list={list} id={record.id} className={styles.name} title={name} tabIndex={within}>
            {name}
          </RecordAnchor>
          {list.phone && facts.length > 0 ? (
            <span className={styles.facts}>
              {facts.slice(0, 2).map((field) => (
                <span key={field.key} className={styles.fact} title={textOf(field.label, locale)}>
                  <Cell field={field} value={record[field.key] ?? null} />
                </span>
              ))}
            </span>
          ) : null}
        </span>
        {children > 0 ? (
          <span className={styles.count} title={t("below", { count: children })}>
            {children.toLocaleString(locale)}
          </span>
        ) : null}
        <RowMenu tree={tree} line={line} name={name} tabIndex={within} />
      </div>
      {list.phone
        ? null
        : columns.map((field) => (
            <div key={field.key} role="gridcell" className={styles.cell}>
              <AtRecord form={tree.form} record={record} isReached={isCurrent}>
                <Cell field={field} value={record[field.key] ?? null} />
              </AtRecord>
            </div>
          ))}
    </div>
  );
}

interface RowMenuProps {
  tree: Tree;
  line: RecordLine;
  name: string;
  tabIndex: number;
}

function RowMenu({ tree, line, name, tabIndex }: RowMenuProps) {
  const { t } = useTranslation("view.hierarchy");
  const { record, level } = line;
  const { create, isMovable } = tree;
  const items: NonNullable<MenuProps["items"]> = [
    ...(create ? [{ key: "add", label: t("add_below"), onClick: () => create(record) }] : []),
    ...(isMovable ? [{ key: "move", label: t("move"), onClick: () => tree.chooseParent(record) }] : []),
    ...(isMovable && level > 1
      ? [{ key: "top", label: t("to_top"), onClick: () => tree.move(record, null) }]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <Dropdown autoFocus trigger={["click"]} menu={{ items }}>
      <Button
        type="text"
        size="small"
        tabIndex={tabIndex}
        className={styles.menu ?? ""}
        icon={<EllipsisOutlined aria-hidden />}
        aria-label={t("more_of", { name })}
      />
    </Dropdown>
  );
}
