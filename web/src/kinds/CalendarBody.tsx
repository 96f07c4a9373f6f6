/** Records on the days of a month or a week: what is in sight of them, and how many there are on each day. */
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RecordData } from "~/api/types";
import { Failure } from "~/ui/Failure";
import { type Days, hueOf } from "./CalendarEntry";
import { CalendarMonth } from "./CalendarMonth";
import { CalendarWeek } from "./CalendarWeek";
import { dateInWords, dayInWords, today } from "./calendar";
import styles from "./calendar.module.css";
import { useKinds } from "./context";
import { addDays, instantOf } from "./dates";
import type { ListAccess, ViewProps } from "./defineView";
import { useFieldsOf } from "./recordPages";
import {
  daysBetween,
  monthsLater,
  shifted,
  stayOf,
  type When,
  weekdaysFrom,
  weekOf,
  weeksOf,
  withinDays,
} from "./viewDays";

export interface CalendarSettings {
  start: string;
  end: string | null;
  colour: string | null;
  cards: readonly string[];
}

/** A record on its way: shown on the day where it was dropped until the server has said yes or no. */
interface Journey {
  id: number;
  to: string;
}

const MODES = ["month", "week"] as const;
type Mode = (typeof MODES)[number];

/** As many as a day of a month has room for. */
const LINES = 12;
const MORNING = "09:00:00";

export function CalendarBody(props: ViewProps<CalendarSettings>) {
  const { view, list } = props;
  const start = list.field(view.start);
  const end = view.end ? (list.field(view.end) ?? null) : null;
  return start ? <Calendar {...props} start={start} end={end} /> : list.rows;
}

function Calendar({
  view,
  list,
  start,
  end,
}: ViewProps<CalendarSettings> & { start: FieldView; end: FieldView | null }) {
  const { t } = useTranslation("view.calendar");
  const { locale, timeZone, weekStart } = useKinds();
  const cache = useQueryClient();
  const now = today(timeZone);
  const [cursor, setCursor] = useState(now);
  const [mode, setMode] = useState<Mode>("month");
  const [journey, setJourney] = useState<Journey | null>(null);
  const when = useMemo((): When => ({ start, end, timeZone }), [start, end, timeZone]);
  const weeks = mode === "month" ? weeksOf(cursor, weekStart) : [weekOf(cursor, weekStart)];
  const [first = "", last = ""] = [weeks[0]?.[0], weeks.at(-1)?.at(-1)];
  const cards = view.cards.flatMap((key) => list.field(key) ?? []);
  const colour = view.colour ? (list.field(view.colour) ?? null) : null;
  const fields = useFieldsOf(cards, start.key, end?.key, colour?.key);
  const sheet = useQuery({
    queryKey: [...list.name, "days", start.key, end?.key, first, last, fields],
    queryFn: ({ signal }) =>
      list.days({ start: start.key, end: end?.key, first, last, limit: LINES, fields }, signal),
  });
  if (sheet.error && !sheet.data)
    return <Failure thrown={sheet.error} onRetry={() => void sheet.refetch()} />;

  const isMovable = list.mayWrite(start) && (!end || list.mayWrite(end));
  const stay = (record: RecordData) => {
    const found = stayOf(record, when);
    if (!found || journey?.id !== record.id) return found;
    const by = daysBetween(found.first, journey.to);
    return { ...found, first: journey.to, last: addDays(found.last, by) };
  };

  async function shift(record: RecordData, days: number): Promise<void> {
    const from = stayOf(record, when)?.first;
    if (days === 0 || journey || !from) return;
    const to = addDays(from, days);
    setJourney({ id: record.id, to });
    const later = (field: FieldView): unknown => shifted(record[field.key], days, timeZone);
    const also = end && record[end.key] ? { [end.key]: later(end) } : {};
    const moved = await list.move(record.id, start, later(start), dateInWords(to, locale), also);
    if (moved) await cache.invalidateQueries({ queryKey: list.name });
    setJourney(null);
  }

  const days: Days = {
    list,
    stayOf: stay,
    colour,
    cards,
    fields,
    on: (day) => withinDays(when, day, day),
    order: start.sortable ? start.key : "",
    countOf: (day) => sheet.data?.counts[daysBetween(first, day)] ?? 0,
    isWaiting: sheet.isPending,
    today: now,
    cursor,
    isMovable,
    moving: journey?.id ?? null,
    onMove: (record, day) => {
      const found = stayOf(record, when);
      if (found) void shift(record, daysBetween(found.first, day));
    },
    onOpenDay: (day) => {
      setCursor(day);
      if (!list.phone) setMode("week");
    },
    onCreate: creating(list, start, timeZone),
  };
  const onStep = (record: RecordData, by: number): void => void shift(record, by);
  const records = sheet.data?.items ?? [];
  const title = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  const go = (by: number): void =>
    setCursor(mode === "month" ? monthsLater(cursor, by) : addDays(cursor, 7 * by));

  return (
    <section className={styles.calendar} aria-label={t("calendar")} data-phone={list.phone || undefined}>
      <header className={styles.bar}>
        <Button onClick={() => setCursor(now)}>{t("today")}</Button>
        <Button
          type="text"
          icon={<LeftOutlined aria-hidden />}
          aria-label={t(`before.${mode}`)}
          onClick={() => go(-1)}
        />
        <Button
          type="text"
          icon={<RightOutlined aria-hidden />}
          aria-label={t(`after.${mode}`)}
          onClick={() => go(1)}
        />
        <h2 className={styles.title}>{title.format(Date.parse(`${cursor}T00:00:00Z`))}</h2>
        <Segmented<Mode>
          aria-label={t("shows")}
          value={mode}
          options={MODES.map((one) => ({ value: one, label: t(`mode.${one}`) }))}
          onChange={setMode}
        />
      </header>
      <Weekdays isShown={!(mode === "week" && !list.phone)} />
      {list.phone ? (
        <Phone {...{ days, weeks, records, onStep }} />
      ) : mode === "month" ? (
        <CalendarMonth {...{ days, weeks, records, onStep }} />
      ) : (
        <CalendarWeek {...{ days, onStep }} week={weeks[0] ?? []} />
      )}
    </section>
  );
}

/** What begins a record on a day, where the person may do that. */
function creating(list: ListAccess, start: FieldView, timeZone: string): Days["onCreate"] {
  const { create } = list;
  if (!create || !list.mayWrite(start)) return null;
  return (day) => create({ [start.key]: dayValue(start, day, timeZone) });
}

function dayValue(start: FieldView, day: string, timeZone: string): unknown {
  const { operators } = start;
  if (operators.some(({ key }) => key === "overlaps")) return { start: day, end: day };
  const type = operators.find(({ key }) => key === "on_or_after")?.operands[0]?.name;
  return type === "datetime" ? instantOf(day, MORNING, timeZone) : day;
}

function Weekdays({ isShown }: { isShown: boolean }) {
  const { locale, weekStart } = useKinds();
  if (!isShown) return null;
  return (
    <div className={styles.weekdays} aria-hidden>
      {weekdaysFrom(weekStart, locale, "short").map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  );
}

interface PhoneProps {
  days: Days;
  weeks: readonly (readonly string[])[];
  records: readonly RecordData[];
  onStep: (record: RecordData, days: number) => void;
}

/** Days with dots, and the records of one of them below. */
function Phone({ days, weeks, records, onStep }: PhoneProps) {
  const { t } = useTranslation("view.calendar");
  const { locale } = useKinds();
  return (
    <>
      <div className={styles.dots}>
        {weeks.flatMap((week) =>
          week.map((day) => {
            const here = records.filter((record) => {
              const stay = days.stayOf(record);
              return stay && stay.first <= day && day <= stay.last;
            });
            return (
              <button
                key={day}
                type="button"
                className={styles.dotDay}
                aria-pressed={day === days.cursor}
                aria-label={t("open_day", { day: dayInWords(day, locale), count: days.countOf(day) })}
                data-today={day === days.today || undefined}
                data-other={day.slice(0, 7) !== days.cursor.slice(0, 7) || undefined}
                onClick={() => days.onOpenDay(day)}
              >
                {Number(day.slice(8))}
                <span className={styles.dotLine} aria-hidden>
                  {here.slice(0, 3).map((record) => (
                    <i
                      key={record.id}
                      className={styles.dot}
                      style={{ background: `var(--hue-${hueOf(record, days.colour)}-mark)` }}
                    />
                  ))}
                </span>
              </button>
            );
          }),
        )}
      </div>
      <CalendarWeek {...{ days, onStep }} week={[days.cursor]} />
    </>
  );
}
