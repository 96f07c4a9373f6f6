/** The grid's header: names, widths and order of columns, and a menu for each. */
import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DownOutlined,
  EyeInvisibleOutlined,
  FilterOutlined,
  LeftOutlined,
  PushpinOutlined,
  RightOutlined,
  SortAscendingOutlined,
  SortDescendingOutlined,
} from "@ant-design/icons";
import type { MenuProps } from "antd";
import { memo, type PointerEvent, type ReactNode, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SortKey } from "~/api/types";
import { alignmentOf } from "~/kinds/define";
import { useLocale } from "~/ui/appearance";
import { OpenDropdown } from "~/ui/Dropdown";
import { textOf } from "~/words";
import type { Columns, GridColumn } from "./columns";
import styles from "./Grid.module.css";
import { useTotalItems, withTotal } from "./GridFoot";

export interface GridHeadProps {
  scroll: RefObject<HTMLElement | null>;
  columns: Columns;
  drawn: readonly number[];
  lefts: readonly number[];
  width: number;
  sort: readonly SortKey[];
  /** The first and last selected column, or -1. */
  selectedFrom: number;
  selectedTo: number;
  checkedAll: boolean | "some";
  /** The column whose menu the keyboard opened, or -1. */
  menu: number;
  onMenu: (column: number) => void;
  onSort: (field: string, descending: boolean) => void;
  onFilter: (field: string) => void;
  onSelect: (column: number, extend: boolean) => void;
  onCheckAll: () => void;
  /** The width that shows what is loaded in full. */
  fitting: (column: GridColumn) => number;
}

const STEP = 24;
export const MOST_FROZEN = 6;

export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { columns, drawn, lefts, width, checkedAll } = props;
  const { t } = useTranslation("grid");
  const [drop, setDrop] = useState<{ key: string; to: number } | null>(null);
  const shown = columns.columns;

  /** Takes a column along with the pointer; a press that does not move selects it. */
  function drag(event: PointerEvent, at: number): void {
    const column = shown[at];
    const origin = event.clientX;
    // What is pressed in the column's menu is no part of its head, though React lets it pass through there.
    const isWithin = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.button !== 0 || !column || !isWithin) return;
    event.preventDefault();
    let to = at;
    let moved = false;
    const follow = (moving: globalThis.PointerEvent): void => {
      if (column.leading || (!moved && Math.abs(moving.clientX - origin) < 6)) return;
      moved = true;
      const element = props.scroll.current;
      if (!element) return;
      const x = moving.clientX - element.getBoundingClientRect().left + element.scrollLeft;
      to = lefts.findIndex((left, index) => x < left + (shown[index]?.width ?? 0) / 2);
      to = Math.max(1, to < 0 ? shown.length : to);
      setDrop({ key: column.key, to });
    };
    const end = (): void => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", end);
      setDrop(null);
      if (!moved) props.onSelect(at, event.shiftKey);
      else columns.move(column.key, to > at ? to - 1 : to);
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", end);
  }

  const dropLeft = drop && (lefts[drop.to] ?? width);
  return (
    <div role="row" aria-rowindex={1} className={styles.head} style={{ width }}>
      <div role="columnheader" aria-colindex={1} className={styles.corner}>
        <input
          type="checkbox"
          aria-label={t("check_all")}
          checked={checkedAll === true}
          ref={(element) => {
            if (element) element.indeterminate = checkedAll === "some";
          }}
          onChange={props.onCheckAll}
        />
      </div>
      {drawn.map((at) => {
        const column = shown[at];
        return column ? (
          <HeadCell
            key={column.key}
            {...props}
            column={column}
            at={at}
            left={lefts[at] ?? 0}
            isSelected={at >= props.selectedFrom && at <= props.selectedTo}
            isDragged={drop?.key === column.key}
            onDrag={(event) => drag(event, at)}
          />
        ) : null;
      })}
      {dropLeft !== null ? <span className={styles.drop} style={{ left: dropLeft - 1 }} /> : null}
    </div>
  );
});

interface HeadCellProps extends GridHeadProps {
  column: GridColumn;
  at: number;
  left: number;
  isSelected: boolean;
  isDragged: boolean;
  onDrag: (event: PointerEvent) => void;
}

function HeadCell(props: HeadCellProps) {
  const { columns, column, at, left, sort, isSelected, isDragged, menu, onMenu } = props;
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const [resizing, setResizing] = useState(false);
  const { key, field, frozen } = column;
  const order = sort.find((one) => one.field === key);
  const label = textOf(field.label, locale);

  function resize(event: PointerEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const origin = event.clientX;
    setResizing(true);
    const follow = (moving: globalThis.PointerEvent): void =>
      columns.resize(key, column.width + moving.clientX - origin);
    const end = (): void => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", end);
      setResizing(false);
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", end);
  }

  const button = (
    <button
      type="button"
      tabIndex={-1}
      className={styles.headMenu}
      aria-label={t("columns.menu", { name: label })}
      aria-expanded={menu === at}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => onMenu(menu === at ? -1 : at)}
    >
      <DownOutlined aria-hidden />
    </button>
  );
  return (
    <div
      role="columnheader"
      aria-colindex={at + 2}
      aria-sort={order ? (order.descending ? "descending" : "ascending") : "none"}
      className={styles.headCell}
      data-align={alignmentOf(column.kind, column.field)}
      data-frozen={frozen || undefined}
      data-selected={isSelected || undefined}
      data-dragged={isDragged || undefined}
      style={{ left, width: column.width }}
      title={label}
      onPointerDown={props.onDrag}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(at);
      }}
    >
      <span className={styles.headText}>{label}</span>
      {order ? (
        <span className={styles.sorted}>
          {order.descending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />}
        </span>
      ) : null}
      {menu === at ? <HeadMenu {...props}>{button}</HeadMenu> : button}
      <span
        className={styles.resize}
        data-active={resizing || undefined}
        onPointerDown={resize}
        onDoubleClick={() => columns.resize(key, props.fitting(column))}
      />
    </div>
  );
}

/** The menu of one column; made when it is opened, since there are many columns. */
function HeadMenu({ children, ...props }: HeadCellProps & { children: ReactNode }) {
  const { columns, column, at, onMenu } = props;
  const { t } = useTranslation("grid");
  const { key, field, leading } = column;
  const totalItems = useTotalItems()(column);
  const total = columns.settings.totals.find((one) => one.field === key)?.by;
  const sortable = field.sortable
    ? [
        { key: "ascending", icon: <SortAscendingOutlined aria-hidden />, label: t("sort.ascending") },
        { key: "descending", icon: <SortDescendingOutlined aria-hidden />, label: t("sort.descending") },
      ]
    : [];
  const items: MenuProps["items"] = [
    ...sortable,
    ...(field.operators.length > 0
      ? [{ key: "filter", icon: <FilterOutlined aria-hidden />, label: t("filter.by_this") }]
      : []),
    ...(sortable.length > 0 || field.operators.length > 0 ? [{ type: "divider" as const }] : []),
    ...(leading
      ? []
      : [
          {
            key: "left",
            icon: <LeftOutlined aria-hidden />,
            label: t("columns.move_left"),
            disabled: at <= 1,
          },
          {
            key: "right",
            icon: <RightOutlined aria-hidden />,
            label: t("columns.move_right"),
            disabled: at === columns.columns.length - 1,
          },
        ]),
    ...(totalItems.length > 0
      ? [
          {
            key: "totals",
            icon: <span>Σ</span>,
            label: t("totals.title"),
            children: [...(total ? [{ key: "total:", label: t("totals.none") }] : []), ...totalItems],
          },
        ]
      : []),
    { key: "freeze", icon: <PushpinOutlined aria-hidden />, label: t("columns.freeze") },
    ...(columns.settings.frozen > 1
      ? [{ key: "unfreeze", icon: <PushpinOutlined aria-hidden />, label: t("columns.unfreeze") }]
      : []),
    { key: "wider", icon: <span>+</span>, label: t("columns.wider") },
    { key: "narrower", icon: <span>−</span>, label: t("columns.narrower") },
    { key: "fit", icon: <span>↔</span>, label: t("columns.fit") },
    ...(leading
      ? []
      : [{ key: "hide", icon: <EyeInvisibleOutlined aria-hidden />, label: t("columns.hide") }]),
  ];
  const deeds: Record<string, () => void> = {
    ascending: () => props.onSort(key, false),
    descending: () => props.onSort(key, true),
    filter: () => props.onFilter(key),
    left: () => columns.move(key, at - 1),
    right: () => columns.move(key, at + 1),
    wider: () => columns.resize(key, column.width + STEP),
    narrower: () => columns.resize(key, column.width - STEP),
    fit: () => columns.resize(key, props.fitting(column)),
    hide: () => columns.hide(key),
    freeze: () => columns.set({ frozen: Math.min(MOST_FROZEN, at + 1) }),
    unfreeze: () => columns.set({ frozen: 1 }),
  };

  return (
    <OpenDropdown
      onOpenChange={(open) => {
        if (!open) onMenu(-1);
      }}
      menu={{
        items,
        onClick: ({ key: deed }) => {
          onMenu(-1);
          if (deed.startsWith("total:")) withTotal(columns, key, deed.slice("total:".length) || null);
          else deeds[deed]?.();
        },
      }}
    >
      {children}
    </OpenDropdown>
  );
}
