/** The weeks of a month, each with its records as bars over their days. */
import { PlusOutlined } from "@ant-design/icons";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Button, Popover } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "~/api/types";
import { CalendarDay } from "./CalendarDay";
import { type Days, DRAGS, Entry } from "./CalendarEntry";
import { dayInWords } from "./calendar";
import styles from "./calendar.module.css";
import { useKinds } from "./context";
import { type Placed, placedIn } from "./viewDays";

/** In pixels: the day's number, a bar, and the line that tells of more. */
const HEAD = 30;
const BAR = 24;
const MORE = 22;
const FEWEST = 1;

interface MonthProps {
  days: Days;
  weeks: readonly (readonly string[])[];
  records: readonly RecordData[];
  onStep: (record: RecordData, days: number) => void;
}

export function CalendarMonth({ days, weeks, records, onStep }: MonthProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [lines, setLines] = useState(3);
  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    const watching = new ResizeObserver(() => {
      const week = element.clientHeight / weeks.length;
      setLines(Math.max(FEWEST, Math.floor((week - HEAD - MORE) / BAR)));
    });
    watching.observe(element);
    return () => watching.disconnect();
  }, [weeks.length]);
  return (
    <div ref={grid} className={styles.month}>
      {weeks.map((week) => (
        <Week
          key={week[0]}
          {...{ days, week, lines, onStep }}
          placed={placedIn(week, records, days.stayOf)}
        />
      ))}
    </div>
  );
}

interface WeekProps {
  days: Days;
  week: readonly string[];
  placed: readonly Placed[];
  lines: number;
  onStep: (record: RecordData, days: number) => void;
}

function Week({ days, week, placed, lines, onStep }: WeekProps) {
  const element = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<string | null>(null);
  const latest = useRef(days.onMove);
  latest.current = days.onMove;

  useEffect(() => {
    const row = element.current;
    if (!row) return;
    const dayAt = (x: number): string => {
      const { left, width } = row.getBoundingClientRect();
      const column = Math.floor(((x - left) / width) * week.length);
      return week[Math.max(0, Math.min(week.length - 1, column))] ?? "";
    };
    return dropTargetForElements({
      element: row,
      canDrop: ({ source }) => source.data.drags === DRAGS,
      onDrag: ({ location }) => setOver(dayAt(location.current.input.clientX)),
      onDragLeave: () => setOver(null),
      onDrop: ({ location, source }) => {
        setOver(null);
        latest.current(source.data.record as RecordData, dayAt(location.current.input.clientX));
      },
    });
  }, [week]);

  return (
    <div ref={element} className={styles.week}>
      {week.map((day, at) => (
        <DayCell key={day} {...{ days, day, at, placed, lines, onStep }} isOver={over === day} />
      ))}
      {placed
        .filter(({ line }) => line < lines)
        .map(({ record, stay, from, to, line, begins, ends }) => (
          <Entry
            key={record.id}
            {...{ days, record, stay, begins, ends, onStep }}
            shape="bar"
            style={{ gridColumn: `${from + 1} / ${to + 2}`, gridRow: line + 2 }}
          />
        ))}
    </div>
  );
}

interface DayCellProps extends Omit<WeekProps, "week"> {
  day: string;
  at: number;
  isOver: boolean;
}

function DayCell({ days, day, at, placed, lines, isOver, onStep }: DayCellProps) {
  const { t } = useTranslation("view.calendar");
  const { locale } = useKinds();
  const here = placed.filter(({ from, to }) => from <= at && at <= to);
  const count = days.countOf(day);
  const hidden = count - here.filter(({ line }) => line < lines).length;
  const said = dayInWords(day, locale);
  return (
    <div
      className={styles.day}
      style={{ left: `${(at / 7) * 100}%` }}
      data-today={day === days.today || undefined}
      data-other={day.slice(0, 7) !== days.cursor.slice(0, 7) || undefined}
      data-over={isOver || undefined}
      data-waiting={days.isWaiting || undefined}
    >
      <button
        type="button"
        className={styles.number}
        aria-label={t("open_day", { day: said, count })}
        onClick={() => days.onOpenDay(day)}
      >
        {Number(day.slice(8))}
      </button>
      {days.onCreate ? (
        <Button
          type="text"
          size="small"
          className={styles.add ?? ""}
          icon={<PlusOutlined aria-hidden />}
          aria-label={t("add_on", { day: said })}
          onClick={() => days.onCreate?.(day)}
        />
      ) : null}
      {hidden > 0 ? (
        <Popover
          trigger="click"
          placement="bottom"
          title={said}
          content={<CalendarDay {...{ days, day, onStep }} shape="line" />}
        >
          <button type="button" className={styles.more}>
            {t("more", { shown: hidden.toLocaleString(locale) })}
          </button>
        </Popover>
      ) : null}
    </div>
  );
}
