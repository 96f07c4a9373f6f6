/** A lane of a board: as long as its cards are many, of which those in sight are loaded and drawn. */
import { PlusOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { type CSSProperties, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, RecordData } from "~/api/types";
import { Failure } from "~/ui/Failure";
import { useKinds } from "./context";
import type { ListAccess } from "./defineView";
import { KanbanCard } from "./KanbanCard";
import { type Journey, type Lane, nameOf } from "./kanbanLanes";
import { useFieldsOf, useRecordPages } from "./recordPages";
import { useNear } from "./useNear";
import styles from "./views/kanban.module.css";

interface LaneProps {
  form: string;
  cards: readonly FieldView[];
  field: FieldView;
  lane: Lane;
  lanes: readonly Lane[];
  list: ListAccess;
  journey: Journey | null;
  movable: boolean;
  label: string;
  numberField: FieldView | undefined;
  onMove: (record: RecordData, to: Lane) => void;
}

const EVERY: FilterTree = { all: [] };
/** In pixels: a card without fields, the line of one, and the gap below. */
const BARE = 76;
const FACT = 24;
const GAP = 8;

function inLane(field: string, value: unknown): FilterTree {
  return value === null ? { field, operator: "is_blank" } : { field, operator: "is", value };
}

export function KanbanLane(props: LaneProps) {
  const { form, cards, field, lane, lanes, list, journey, movable, label, numberField, onMove } = props;
  const { t } = useTranslation("view.kanban");
  const { locale } = useKinds();
  const here = nameOf(lane.value);
  const body = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const [held, setHeld] = useState<number | null>(null);
  const isNear = useNear(column);
  const latest = useRef(onMove);
  latest.current = onMove;

  useEffect(() => {
    if (!column.current || !body.current) return;
    return combine(
      dropTargetForElements({
        element: column.current,
        getData: () => ({ lane: here }),
        canDrop: ({ source }) => source.data.field === field.key && source.data.from !== here,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          latest.current(source.data.record as RecordData, lane);
        },
      }),
      autoScrollForElements({ element: body.current }),
    );
  }, [field.key, here, lane]);

  const arriving = journey?.to === here ? journey.record : null;
  const ahead = arriving ? 1 : 0;
  const rows = useVirtualizer({
    count: isNear ? lane.count + ahead : 0,
    getScrollElement: () => body.current,
    estimateSize: () => BARE + cards.length * FACT + GAP,
    overscan: 4,
    useFlushSync: false,
    // The card that is held by the pointer stays, however far the lane is scrolled meanwhile.
    rangeExtractor: useCallback(
      (range: Range) => {
        const inSight = defaultRangeExtractor(range);
        return held === null || inSight.includes(held) ? inSight : [...inSight, held];
      },
      [held],
    ),
  });
  const visible = rows.getVirtualItems();
  const fields = useFieldsOf(cards, "owner", field.key);
  const first = (visible[0]?.index ?? 0) - ahead;
  const last = (rows.range?.endIndex ?? 0) - ahead;
  const pages = useRecordPages(list, Math.max(0, first), Math.max(0, last), {
    fields,
    filter: inLane(field.key, lane.value),
    group: { by: field.key, value: lane.value, count: lane.count, among: EVERY },
    isFar: !isNear || lane.count === 0,
  });
  const style = {
    "--lane-mark": `var(--hue-${lane.hue ?? "grey"}-mark, var(--border-strong))`,
  } as CSSProperties;
  return (
    <section
      ref={column}
      className={styles.lane}
      aria-label={label}
      data-over={over || undefined}
      style={style}
    >
      <header className={styles.head}>
        <h2 className={styles.name}>{lane.name}</h2>
        <span className={styles.count}>{lane.count.toLocaleString(locale)}</span>
        {numberField && lane.total ? (
          <span className={styles.total} title={Number(lane.total).toLocaleString(locale)}>
            {short(lane.total, locale)}
          </span>
        ) : null}
      </header>
      <div ref={body} className={styles.cards}>
        {pages.error ? <Failure thrown={pages.error} onRetry={pages.retry} /> : null}
        <ul className={styles.whole} style={{ height: rows.getTotalSize() }}>
          {visible.map(({ index, start, key }) => {
            const place = index - ahead;
            const record = place < 0 ? arriving : pages.at(place);
            return (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className={styles.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                {record ? (
                  <KanbanCard
                    {...{ form, cards, field, lane, lanes, list, record, movable }}
                    moving={journey?.record.id === record.id}
                    onHold={(isHeld) => setHeld(isHeld ? index : null)}
                    onMove={(to) => onMove(record, to)}
                  />
                ) : (
                  <div
                    className={styles.waiting}
                    style={{ height: BARE + cards.length * FACT }}
                    aria-hidden
                  />
                )}
              </li>
            );
          })}
        </ul>
        {lane.count + ahead === 0 ? <p className={styles.empty}>{t("empty")}</p> : null}
      </div>
      {list.create ? (
        <Button
          type="text"
          icon={<PlusOutlined aria-hidden />}
          className={styles.add ?? ""}
          aria-label={t("add_to", { name: lane.name })}
          onClick={() => list.create?.(lane.value === null ? {} : { [field.key]: lane.value })}
        >
          {t("add")}
        </Button>
      ) : null}
    </section>
  );
}

/** 12.8万 or 128K: a head is read at a glance, the whole number stands in its tooltip. */
function short(total: string, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(
    Number(total),
  );
}
