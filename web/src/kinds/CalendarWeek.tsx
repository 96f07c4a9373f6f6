/** The days of a week side by side, each as long as its records are many; one day alone on a phone. */
import { PlusOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "~/api/types";
import { CalendarDay } from "./CalendarDay";
import { type Days, DRAGS } from "./CalendarEntry";
import { dayInWords } from "./calendar";
import styles from "./calendar.module.css";
import { useKinds } from "./context";

interface WeekProps {
  days: Days;
  /** A week, or a single day. */
  week: readonly string[];
  onStep: (record: RecordData, days: number) => void;
}

export function CalendarWeek({ days, week, onStep }: WeekProps) {
  return (
    <div className={styles.columns} data-single={week.length === 1 || undefined}>
      {week.map((day) => (
        <DayColumn key={day} {...{ days, day, onStep }} />
      ))}
    </div>
  );
}

interface DayColumnProps {
  days: Days;
  day: string;
  onStep: (record: RecordData, days: number) => void;
}

function DayColumn({ days, day, onStep }: DayColumnProps) {
  const { t } = useTranslation("view.calendar");
  const { locale } = useKinds();
  const column = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef(days.onMove);
  latest.current = days.onMove;
  useEffect(() => {
    if (!column.current || !body.current) return;
    return combine(
      dropTargetForElements({
        element: column.current,
        canDrop: ({ source }) => source.data.drags === DRAGS,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          latest.current(source.data.record as RecordData, day);
        },
      }),
      autoScrollForElements({ element: body.current }),
    );
  }, [day]);
  const count = days.countOf(day);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  return (
    <section
      ref={column}
      className={styles.column}
      aria-label={t("open_day", { day: dayInWords(day, locale), count })}
      data-today={day === days.today || undefined}
      data-over={over || undefined}
    >
      <header className={styles.columnHead}>
        <span>{weekday.format(Date.parse(`${day}T00:00:00Z`))}</span>
        <strong>{Number(day.slice(8))}</strong>
        {count > 0 ? <small className={styles.dayCount}>{count.toLocaleString(locale)}</small> : null}
        {days.onCreate ? (
          <Button
            type="text"
            size="small"
            className={styles.add ?? ""}
            icon={<PlusOutlined aria-hidden />}
            aria-label={t("add_on", { day: dayInWords(day, locale) })}
            onClick={() => days.onCreate?.(day)}
          />
        ) : null}
      </header>
      <div ref={body} className={styles.columnBody}>
        <CalendarDay key={day} {...{ days, day, onStep }} shape="card" scroller={body} />
        {count === 0 && !days.isWaiting ? <p className={styles.none}>{t("none")}</p> : null}
      </div>
    </section>
  );
}
