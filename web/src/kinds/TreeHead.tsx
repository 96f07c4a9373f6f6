/** The head of a tree: the names of its columns, which are made wider and narrower, and what opens and closes levels. */
import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { dropTargetForElements, monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Button } from "antd";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RecordData } from "~/api/types";
import { textOf } from "~/words";
import { useKinds } from "./context";
import { alignmentOf } from "./define";
import { DRAGS } from "./TreeRow";
import styles from "./views/hierarchy.module.css";

/** Under which name the width of the titles is kept. */
const TITLE = "title";
/** In pixels: the least width of the titles and of a column that nobody gave one, and what a key changes. */
const TITLES = 300;
const COLUMN = 132;
const STEP = 24;

/** How a row is divided into columns, and how wide it is at least. */
export function tracksOf(
  columns: readonly FieldView[],
  widths: Readonly<Record<string, number>>,
): { template: string; least: string } {
  const track = (key: string, least: number, share: number): string =>
    widths[key] ? `${widths[key]}px` : `minmax(${least}px, ${share}fr)`;
  const tracks = [track(TITLE, TITLES, 2), ...columns.map(({ key }) => track(key, COLUMN, 1))];
  // The last one takes what is left where all the others have a width.
  if (!tracks.some((one) => one.includes("fr"))) tracks.push("1fr");
  const least = columns.reduce((sum, { key }) => sum + (widths[key] ?? COLUMN), widths[TITLE] ?? TITLES);
  return { template: tracks.join(" "), least: `${least}px` };
}

interface TreeHeadProps {
  title: string;
  columns: readonly FieldView[];
  widths: Readonly<Record<string, number>>;
  onResize: (key: string, width: number | null) => void;
  isMovable: boolean;
  canOpen: boolean;
  canClose: boolean;
  onOpen: () => void;
  onClose: () => void;
  onTop: (record: RecordData) => void;
}

/** The names of the columns; what is dropped here stands at the top. */
export function TreeHead({
  title,
  columns,
  widths,
  onResize,
  isMovable,
  canOpen,
  canClose,
  onOpen,
  onClose,
  onTop,
}: TreeHeadProps) {
  const { t } = useTranslation("view.hierarchy");
  const { locale, kind } = useKinds();
  const head = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);
  const [over, setOver] = useState(false);
  const latest = useRef(onTop);
  latest.current = onTop;
  useEffect(() => {
    if (!isMovable) return;
    return monitorForElements({
      canMonitor: ({ source }) => source.data.drags === DRAGS,
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
  }, [isMovable]);
  useEffect(() => {
    if (!head.current || !isMovable) return;
    return dropTargetForElements({
      element: head.current,
      canDrop: ({ source }) => source.data.drags === DRAGS,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current(source.data.record as RecordData);
      },
    });
  }, [isMovable]);
  return (
    <div
      ref={head}
      role="row"
      className={styles.head}
      data-drop={dragging || undefined}
      data-over={over || undefined}
    >
      <div role="columnheader" className={styles.corner}>
        <span className={styles.headName}>{dragging ? t("drop_top") : title}</span>
        <Button
          type="text"
          size="small"
          disabled={!canOpen}
          icon={<DownOutlined aria-hidden />}
          aria-label={t("open_level")}
          title={t("open_level")}
          onClick={onOpen}
        />
        <Button
          type="text"
          size="small"
          disabled={!canClose}
          icon={<UpOutlined aria-hidden />}
          aria-label={t("close_all")}
          title={t("close_all")}
          onClick={onClose}
        />
        {columns.length > 0 ? (
          <Edge name={title} column={TITLE} width={widths[TITLE]} onResize={onResize} />
        ) : null}
      </div>
      {columns.map((field) => (
        <div
          key={field.key}
          role="columnheader"
          className={styles.headCell}
          data-align={alignmentOf(kind(field.kind), field)}
        >
          {textOf(field.label, locale)}
          <Edge
            name={textOf(field.label, locale)}
            column={field.key}
            width={widths[field.key]}
            onResize={onResize}
          />
        </div>
      ))}
    </div>
  );
}

interface EdgeProps {
  name: string;
  column: string;
  width: number | undefined;
  onResize: (key: string, width: number | null) => void;
}

/** The right edge of a column: pulled, moved by the arrows, and by a double click where it usually is. */
function Edge({ name, column, width, onResize }: EdgeProps) {
  const { t } = useTranslation("view.hierarchy");
  const [pulled, setPulled] = useState(false);

  function widthOf(edge: Element): number {
    return edge.parentElement?.getBoundingClientRect().width ?? COLUMN;
  }

  function pull(event: PointerEvent<HTMLElement>): void {
    event.preventDefault();
    event.stopPropagation();
    const origin = event.clientX;
    const before = widthOf(event.currentTarget);
    setPulled(true);
    const follow = (moving: globalThis.PointerEvent): void =>
      onResize(column, before + moving.clientX - origin);
    const end = (): void => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", end);
      setPulled(false);
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", end);
  }

  function press(event: KeyboardEvent<HTMLElement>): void {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(column, widthOf(event.currentTarget) + by);
  }

  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t("resize", { name })}
      aria-valuenow={width ?? COLUMN}
      tabIndex={0}
      className={styles.edge}
      data-pulled={pulled || undefined}
      onPointerDown={pull}
      onKeyDown={press}
      onDoubleClick={() => onResize(column, null)}
    />
  );
}
