/** A record on a calendar: a bar over its days, or a card of one day. It is dragged, or moved by Alt and the arrows. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, RecordData } from "~/api/types";
import styles from "./calendar.module.css";
import type { ListAccess } from "./defineView";
import { optionsOf } from "./options";
import type { Stay } from "./viewDays";

/** What every part of a calendar works with. */
export interface Days {
  list: ListAccess;
  stayOf: (record: RecordData) => Stay | null;
  colour: FieldView | null;
  cards: readonly FieldView[];
  /** What of each record is read. */
  fields: readonly string[] | undefined;
  /** What finds the records of a day, in which order they stand there, and how many there are. */
  on: (day: string) => FilterTree;
  order: string;
  countOf: (day: string) => number;
  isWaiting: boolean;
  today: string;
  /** The day that the calendar is about. */
  cursor: string;
  isMovable: boolean;
  /** The record that is on its way to another day. */
  moving: number | null;
  onMove: (record: RecordData, day: string) => void;
  onOpenDay: (day: string) => void;
  /** Begins a record on a day; absent where the person may not. */
  onCreate: ((day: string) => void) | null;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
export const DRAGS = "calendar record";

export function hueOf(record: RecordData, colour: FieldView | null): string {
  const value = colour ? record[colour.key] : null;
  const option = colour ? optionsOf(colour).find(({ key }) => key === value) : undefined;
  return option?.colour || "grey";
}

interface EntryProps {
  days: Days;
  record: RecordData;
  stay: Stay;
  shape: "bar" | "card" | "line";
  style?: CSSProperties;
  begins?: boolean;
  ends?: boolean;
  onStep: (record: RecordData, days: number) => void;
  children?: ReactNode;
}

export function Entry({
  days,
  record,
  stay,
  shape,
  style,
  begins = true,
  ends = true,
  onStep,
  children,
}: EntryProps) {
  const { t } = useTranslation("view.calendar");
  const { list, colour, isMovable, moving } = days;
  const element = useRef<HTMLAnchorElement>(null);
  const [dragged, setDragged] = useState(false);
  const hue = hueOf(record, colour);

  useEffect(() => {
    if (!element.current || !isMovable) return;
    return draggable({
      element: element.current,
      getInitialData: () => ({ drags: DRAGS, record }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [record, isMovable]);

  function onKey(event: KeyboardEvent): void {
    const step = event.altKey && isMovable ? STEPS[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    onStep(record, step);
  }

  return (
    <a
      ref={element}
      href={list.addressOf(record.id)}
      className={styles.entry}
      data-shape={shape}
      data-begins={begins || undefined}
      data-ends={ends || undefined}
      data-dragged={dragged || moving === record.id || undefined}
      title={record.title ?? undefined}
      style={
        {
          ...style,
          "--chip-soft": `var(--hue-${hue}-soft)`,
          "--chip-text": `var(--hue-${hue}-text)`,
          "--chip-mark": `var(--hue-${hue}-mark)`,
        } as CSSProperties
      }
      {...(isMovable ? { "aria-keyshortcuts": "Alt+ArrowLeft Alt+ArrowRight" } : {})}
      onKeyDown={onKey}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        list.open(record.id);
      }}
    >
      {stay.time && begins ? <span className={styles.time}>{stay.time}</span> : null}
      <span className={styles.entryName}>{record.title || t("untitled")}</span>
      {children}
    </a>
  );
}
