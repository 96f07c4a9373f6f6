/** Records as bars on a line of time, read for the days in sight; they are dragged, stretched and gathered in lanes. */
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, RecordData } from "~/api/types";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { today } from "./calendar";
import { useKinds } from "./context";
import { instantOf } from "./dates";
import type { ListAccess, ViewProps } from "./defineView";
import { GanttLane, type Lane } from "./GanttLane";
import { datesInWords, type Plan } from "./GanttRow";
import {
  type Grip,
  lastOf,
  leftOf,
  type Period,
  periodAround,
  pulled,
  SCALES,
  type Scale,
  scaleLines,
  stepped,
  widthOf,
} from "./ganttTime";
import { optionsOf } from "./options";
import { type GroupOf, useFieldsOf } from "./recordPages";
import { useUndoing } from "./undoing";
import { daysBetween, shifted, stayOf, type When, withinDays } from "./viewDays";
import styles from "./views/gantt.module.css";

export interface GanttSettings {
  start: string;
  end: string | null;
  lanes: string | null;
  colour: string | null;
  progress: string | null;
  after: string | null;
  cards: readonly string[];
  scale?: Scale;
}

export function GanttBody(props: ViewProps<GanttSettings>) {
  const start = props.list.field(props.view.start);
  return start ? <Gantt {...props} start={start} /> : props.list.rows;
}

const spans = (field: FieldView): boolean => field.operators.some(({ key }) => key === "overlaps");

function Gantt({ view, list, start }: ViewProps<GanttSettings> & { start: FieldView }) {
  const { t } = useTranslation("view.gantt");
  const tellUndoable = useUndoing(t("undo"));
  const { locale, timeZone, weekStart } = useKinds();
  const cache = useQueryClient();
  const now = today(timeZone);
  const fieldOf = (key: string | null): FieldView | null => (key ? (list.field(key) ?? null) : null);
  const end = fieldOf(view.end);
  const [cursor, setCursor] = useState(now);
  const [scale, setScale] = useState<Scale>(view.scale ?? "week");
  const [journey, setJourney] = useState<Plan["journey"]>(null);
  const when = useMemo((): When => ({ start, end, timeZone }), [start, end, timeZone]);
  const period = useMemo(() => periodAround(cursor, scale, weekStart), [cursor, scale, weekStart]);
  const inSight = useMemo(() => withinDays(when, period.first, lastOf(period)), [when, period]);
  const { lanes, truncated, error, retry } = useLanes(list, fieldOf(view.lanes), inSight);
  const frame = useRef<HTMLDivElement>(null);
  const cards = view.cards.flatMap((key) => list.field(key) ?? []);
  const named = [view.start, view.end, view.colour, view.progress, view.after];
  const fields = useFieldsOf(cards, ...named.filter((key) => fieldOf(key)));

  // What is looked at stands in the first third.
  useEffect(() => {
    const element = frame.current;
    if (element) element.scrollLeft = Math.max(0, leftOf(period, cursor) - element.clientWidth / 4);
  }, [period, cursor]);

  if (error) return <Failure thrown={error} onRetry={retry} />;

  async function send(record: RecordData, values: Record<string, unknown>, dates: string): Promise<boolean> {
    const [first, ...others] = Object.keys(values);
    const field = end && first === end.key ? end : start;
    const also = Object.fromEntries(others.map((key) => [key, values[key]]));
    const moved = await list.move(record.id, field, values[field.key], dates, also);
    if (moved) await cache.invalidateQueries({ queryKey: list.name });
    return moved;
  }

  async function pull(record: RecordData, grip: Grip, days: number): Promise<void> {
    const stay = stayOf(record, when);
    if (!stay || journey) return;
    const to = pulled(stay, grip, days);
    if (to.first === stay.first && to.last === stay.last) return;
    setJourney({ id: record.id, ...to });
    const values = changed(record, when, stay, to);
    const before = Object.fromEntries(Object.keys(values).map((key) => [key, record[key] ?? null]));
    const dates = datesInWords(to, locale);
    const moved = await send(record, values, dates);
    setJourney(null);
    if (!moved) return;
    tellUndoable(
      `gantt-${record.id}`,
      t("moved", { dates }),
      () => void send(record, before, datesInWords(stay, locale)),
    );
  }

  const plan: Plan = {
    list,
    fields,
    period,
    stayOf: (record) => stayOf(record, when),
    colour: fieldOf(view.colour),
    progress: fieldOf(view.progress),
    cards,
    isMovable: list.mayWrite(start) && (!end || list.mayWrite(end)),
    canStretch: end !== null || spans(start),
    journey,
    onPull: (record, grip, days) => void pull(record, grip, days),
  };
  const usual = start.sortable ? start.key : "";
  return (
    <div className={styles.gantt} data-phone={list.phone || undefined}>
      <header className={styles.tools}>
        <Button onClick={() => setCursor(now)}>{t("today")}</Button>
        <Button
          type="text"
          icon={<LeftOutlined aria-hidden />}
          aria-label={t("earlier")}
          onClick={() => setCursor(stepped(cursor, scale, -1))}
        />
        <Button
          type="text"
          icon={<RightOutlined aria-hidden />}
          aria-label={t("later")}
          onClick={() => setCursor(stepped(cursor, scale, 1))}
        />
        <h2 className={styles.title}>
          {datesInWords({ first: period.first, last: lastOf(period) }, locale)}
        </h2>
        <Segmented<Scale>
          aria-label={t("scale")}
          value={scale}
          options={SCALES.map((one) => ({ value: one, label: t(`scale.${one}`) }))}
          onChange={setScale}
        />
      </header>
      <div ref={frame} className={styles.frame}>
        <div
          className={styles.sheet}
          style={list.phone ? {} : { width: `calc(${widthOf(period)}px + var(--gantt-side))` }}
        >
          {list.phone ? null : <TimeHead period={period} today={now} />}
          {list.phone ? null : <TimeGround period={period} today={now} />}
          {lanes?.map((lane) => (
            <GanttLane
              key={JSON.stringify(lane.value)}
              plan={plan}
              lane={lane}
              hasHead={view.lanes !== null && fieldOf(view.lanes) !== null}
              field={fieldOf(view.lanes) ?? undefined}
              usual={usual}
              after={fieldOf(view.after)}
            />
          ))}
          {lanes?.length === 0 ? <p className={styles.empty}>{t("empty")}</p> : null}
          {lanes === null ? <Bones /> : null}
          {truncated ? <p className={styles.empty}>{t("rest", { count: lanes?.length })}</p> : null}
        </div>
      </div>
    </div>
  );
}

const BONES = ["a", "b", "c", "d", "e", "f"];

function Bones() {
  return (
    <div aria-hidden>
      {BONES.map((one) => (
        <div key={one} className={styles.boneRow}>
          <span className={styles.bone} />
        </div>
      ))}
    </div>
  );
}

interface Lanes {
  lanes: readonly Lane[] | null;
  truncated: boolean;
  error: unknown;
  retry: () => void;
}

/** The lanes with records in sight; one of all records where there are none. */
function useLanes(list: ListAccess, field: FieldView | null, inSight: FilterTree): Lanes {
  const { t } = useTranslation("view.gantt");
  const { locale } = useKinds();
  const all = useQuery({
    queryKey: [...list.name, "count", inSight],
    queryFn: ({ signal }) => list.page(inSight, 0, 1, signal, { count: true }),
    enabled: field === null,
    placeholderData: (before) => before,
  });
  const groups = useQuery({
    queryKey: [...list.name, "lanes", field?.key, inSight],
    queryFn: ({ signal }) => list.groups(field?.key ?? "", [], signal, { filter: inSight, inOrder: true }),
    enabled: field !== null,
    placeholderData: (before) => before,
  });
  const found = groups.data;
  const count = all.data?.total ?? null;
  return useMemo(() => {
    if (!field) {
      const lane = { name: "", count: count ?? 0, value: null, filter: inSight, group: null };
      const error = count === null ? all.error : null;
      return {
        lanes: count === null ? null : [lane],
        truncated: false,
        error,
        retry: () => void all.refetch(),
      };
    }
    const lanes = found?.groups.map(({ value, count: size, filter }): Lane => {
      const id = typeof value === "object" && value !== null && "id" in value ? value.id : value;
      const title = typeof value === "object" && value !== null && "title" in value ? value.title : value;
      const option = optionsOf(field).find(({ key }) => key === id);
      const name = value === null ? t("blank") : option ? textOf(option.label, locale) : String(title);
      const group = { by: field.key, value: id as GroupOf["value"], count: size, among: inSight };
      return { name, count: size, value: id, filter: filter ? { all: [inSight, filter] } : inSight, group };
    });
    return {
      lanes: lanes ?? null,
      truncated: found?.truncated ?? false,
      error: found ? null : groups.error,
      retry: () => void groups.refetch(),
    };
  }, [field, found, groups, all, count, inSight, t, locale]);
}

function changed(
  record: RecordData,
  { start, end, timeZone }: When,
  from: { first: string; last: string },
  to: { first: string; last: string },
): Record<string, unknown> {
  if (spans(start)) return { [start.key]: { start: to.first, end: to.last } };
  const values: Record<string, unknown> = {};
  const begin = record[start.key];
  const close = end ? record[end.key] : null;
  if (to.first !== from.first)
    values[start.key] = shifted(begin, daysBetween(from.first, to.first), timeZone);
  const by = daysBetween(from.last, to.last);
  if (end && by !== 0) {
    if (close) values[end.key] = shifted(close, by, timeZone);
    else if (to.first === from.first) values[end.key] = dayOf(end, to.last, timeZone);
  }
  return values;
}

const EVENING = "18:00:00";

function dayOf(field: FieldView, day: string, timeZone: string): unknown {
  const type = field.operators.find(({ key }) => key === "on_or_after")?.operands[0]?.name;
  return type === "datetime" ? instantOf(day, EVENING, timeZone) : day;
}

/** The line of time above the bars. */
function TimeHead({ period, today: now }: { period: Period; today: string }) {
  const { locale } = useKinds();
  const { upper, lower } = useMemo(() => scaleLines(period, locale), [period, locale]);
  return (
    <div className={styles.head} aria-hidden>
      <span className={styles.corner} />
      <div className={styles.ticks} style={{ width: widthOf(period) }}>
        {upper.map(({ day, text, left: at, width }) => (
          <span key={day} className={styles.upper} style={{ left: at, width }}>
            <b>{text}</b>
          </span>
        ))}
        {lower.map(({ day, text, left: at, width }) => (
          <span
            key={day}
            className={styles.lower}
            data-today={day === now || undefined}
            data-rest={isRest(period, day) || undefined}
            style={{ left: at, width }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Lines down from the line of time, the days of rest, and today. */
function TimeGround({ period, today: now }: { period: Period; today: string }) {
  const { locale } = useKinds();
  const { lower } = useMemo(() => scaleLines(period, locale), [period, locale]);
  const left = leftOf(period, now) + period.wide / 2;
  return (
    <div className={styles.ground} style={{ width: widthOf(period) }} aria-hidden>
      {lower.map(({ day, left: at, width }) => (
        <span
          key={day}
          className={styles.stripe}
          data-rest={isRest(period, day) || undefined}
          style={{ left: at, width }}
        />
      ))}
      {left >= 0 && left <= widthOf(period) ? <span className={styles.now} style={{ left }} /> : null}
    </div>
  );
}

/** Weekends, where days can be told apart. */
function isRest({ scale }: Period, day: string): boolean {
  return scale === "day" && [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
