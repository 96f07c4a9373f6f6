/** The records of a day below each other, however many: those in sight are loaded and drawn. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useRef } from "react";
import type { RecordData } from "~/api/types";
import { textOf } from "~/words";
import { type Days, Entry } from "./CalendarEntry";
import styles from "./calendar.module.css";
import { useKinds } from "./context";
import { useRecordPages } from "./recordPages";

/** In pixels: a line, a card without fields, the line of one, and the gap below. */
const LINE = 24;
const CARD = 32;
const FACT = 20;
const GAP = 4;

interface CalendarDayProps {
  days: Days;
  day: string;
  shape: "line" | "card";
  /** What scrolls around the day; without it the day scrolls itself. */
  scroller?: RefObject<HTMLElement | null>;
  onStep: (record: RecordData, days: number) => void;
}

export function CalendarDay({ days, day, shape, scroller, onStep }: CalendarDayProps) {
  const context = useKinds();
  const own = useRef<HTMLDivElement>(null);
  const cards = shape === "card" ? days.cards : [];
  const height = shape === "card" ? CARD + cards.length * FACT : LINE;
  const rows = useVirtualizer({
    count: days.countOf(day),
    getScrollElement: () => (scroller ?? own).current,
    estimateSize: () => height + GAP,
    overscan: 6,
    useFlushSync: false,
  });
  const visible = rows.getVirtualItems();
  const { at } = useRecordPages(days.list, visible[0]?.index ?? 0, visible.at(-1)?.index ?? 0, {
    fields: days.fields,
    filter: days.on(day),
    usual: days.order,
    isFar: days.countOf(day) === 0,
  });
  const list = (
    <div className={styles.whole} style={{ height: rows.getTotalSize() }}>
      {visible.map(({ index, start, key }) => {
        const record = at(index);
        const stay = record && days.stayOf(record);
        return (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={styles.place}
            style={{ transform: `translateY(${start}px)` }}
          >
            {record && stay ? (
              <Entry {...{ days, record, stay, onStep }} shape={shape}>
                {cards
                  .filter((card) => record[card.key] !== null && record[card.key] !== undefined)
                  .map((card) => (
                    <span key={card.key} className={styles.fact} title={textOf(card.label, context.locale)}>
                      {context.kind(card.kind).toText(record[card.key], card, context)}
                    </span>
                  ))}
              </Entry>
            ) : (
              <span className={styles.bone} style={{ height }} aria-hidden />
            )}
          </div>
        );
      })}
    </div>
  );
  return scroller ? (
    list
  ) : (
    <div ref={own} className={styles.all}>
      {list}
    </div>
  );
}
