/** A list whose order is changed by dragging a handle, or by Alt and the arrows on it. */
import { HolderOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { half } from "./drops";
import styles from "./Lists.module.css";
import { stepInList } from "./lists";

interface OrderedListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  nameOf: (item: T) => string;
  onMove: (key: string, before: string | null) => void;
  children: (item: T) => ReactNode;
}

export function OrderedList<T>({ label, items, keyOf, nameOf, onMove, children }: OrderedListProps<T>) {
  const list = useId();
  const keys = items.map(keyOf);
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item, at) => (
        <Line
          key={keyOf(item)}
          list={list}
          itemKey={keyOf(item)}
          name={nameOf(item)}
          next={keys[at + 1] ?? null}
          onMove={onMove}
          onStep={(step) => {
            const before = stepInList(keys, keyOf(item), step);
            if (before !== undefined) onMove(keyOf(item), before);
          }}
        >
          {children(item)}
        </Line>
      ))}
    </ul>
  );
}

interface LineProps {
  list: string;
  itemKey: string;
  name: string;
  next: string | null;
  onMove: (key: string, before: string | null) => void;
  onStep: (step: -1 | 1) => void;
  children: ReactNode;
}

function Line({ list, itemKey, name, next, onMove, onStep, children }: LineProps) {
  const { t } = useTranslation("design");
  const line = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const [edge, setEdge] = useState<"top" | "bottom" | null>(null);
  const latest = useRef(onMove);
  latest.current = onMove;
  useEffect(() => {
    const [element, dragHandle] = [line.current, handle.current];
    if (!element || !dragHandle) return;
    return combine(
      draggable({ element, dragHandle, getInitialData: () => ({ drags: "line", list, key: itemKey }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list && source.data.key !== itemKey,
        onDrag: ({ location }) => setEdge(half(location.current.input, element.getBoundingClientRect())),
        onDragLeave: () => setEdge(null),
        onDrop: ({ location, source }) => {
          setEdge(null);
          const where = half(location.current.input, element.getBoundingClientRect());
          latest.current(String(source.data.key), where === "top" ? itemKey : next);
        },
      }),
    );
  }, [list, itemKey, next]);
  return (
    <li ref={line} className={styles.line} data-edge={edge ?? undefined}>
      <button
        ref={handle}
        type="button"
        className={styles.handle}
        aria-label={t("drag_line", { name })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        title={t("drag_line_help")}
        onKeyDown={(event) => {
          const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
          if (step === 0 || !event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          onStep(step);
        }}
      >
        <HolderOutlined aria-hidden />
      </button>
      <div className={styles.content}>{children}</div>
    </li>
  );
}
