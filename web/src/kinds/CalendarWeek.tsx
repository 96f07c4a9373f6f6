/** The days of a week side by side, each with its records as cards; one day alone on a phone. */
import { PlusOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "~/api/types";
import { textOf } from "~/words";
import { type Days, DRAGS, Entry } from "./CalendarEntry";
import { dayInWords } from "./calendar";
import styles from "./calendar.module.css";
import { useKinds } from "./context";

interface WeekProps {
  days: Days;
  /** A week, or a single day. */
  week: readonly string[];
  records: readonly RecordData[];
  onStep: (record: RecordData, days: number) => void;
}

export function CalendarWeek({ days, week, records, onStep }: WeekProps) {
  return (
    <div className={styles.columns} data-single={week.length === 1 || undefined}>
      {week.map((day) => (
        <DayColumn key={day} {...{ days, day, onStep }} records={standingOn(day, records, days)} />
      ))}
    </div>
  );
}

type Standing = { record: RecordData; stay: NonNullable<ReturnType<Days["stayOf"]>> };

function standingOn(day: string, records: readonly RecordData[], { stayOf }: Days): readonly Standing[] {
  return records
    .flatMap((record): Standing[] => {
      const stay = stayOf(record);
      return stay && stay.first <= day && day <= stay.last ? [{ record, stay }] : [];
    })
    .sort((one, other) => (one.stay.time ?? "").localeCompare(other.stay.time ?? ""));
}

interface DayColumnProps {
  days: Days;
  day: string;
  records: readonly Standing[];
  onStep: (record: RecordData, days: number) => void;
}

function DayColumn({ days, day, records, onStep }: DayColumnProps) {
  const { t } = useTranslation("view.calendar");
  const context = useKinds();
  const { locale } = context;
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
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  return (
    <section
      ref={column}
      className={styles.column}
      aria-label={t("open_day", { day: dayInWords(day, locale), count: records.length })}
      data-today={day === days.today || undefined}
      data-over={over || undefined}
    >
      <header className={styles.columnHead}>
        <span>{weekday.format(Date.parse(`${day}T00:00:00Z`))}</span>
        <strong>{Number(day.slice(8))}</strong>
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
        {records.map(({ record, stay }) => (
          <Entry key={record.id} {...{ days, record, stay, onStep }} shape="card">
            {days.cards
              .filter(({ key }) => record[key] !== null && record[key] !== undefined)
              .map((field) => (
                <span key={field.key} className={styles.fact} title={textOf(field.label, locale)}>
                  {context.kind(field.kind).toText(record[field.key], field, context)}
                </span>
              ))}
          </Entry>
        ))}
        {records.length === 0 ? <p className={styles.none}>{t("none")}</p> : null}
      </div>
    </section>
  );
}
