/** A record of a plan: its title, and its bar, which is dragged, stretched at its ends, or moved by the keyboard. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RecordData } from "~/api/types";
import { hueOf } from "./CalendarEntry";
import { dateInWords } from "./calendar";
import { useKinds } from "./context";
import type { ListAccess } from "./defineView";
import { barOf, doneOf, type Grip, type Period, pulled, widthOf } from "./ganttTime";
import { RecordAnchor } from "./RecordAnchor";
import type { Stay } from "./viewDays";
import styles from "./views/gantt.module.css";

/** What every row of a plan works with. */
export interface Plan {
  list: ListAccess;
  /** What of each record is read. */
  fields: readonly string[] | undefined;
  period: Period;
  stayOf: (record: RecordData) => Stay | null;
  colour: FieldView | null;
  progress: FieldView | null;
  cards: readonly FieldView[];
  isMovable: boolean;
  /** Whether there is an end that can be pulled. */
  canStretch: boolean;
  /** The record that is on its way to other days, and which. */
  journey: { id: number; first: string; last: string } | null;
  onPull: (record: RecordData, grip: Grip, days: number) => void;
}

interface GanttRowProps {
  plan: Plan;
  record: RecordData;
}

/** A press that moves less opens the record. */
const STILL = 4;

export function GanttRow({ plan, record }: GanttRowProps) {
  const { t } = useTranslation("view.gantt");
  const { locale, Cell } = useKinds();
  const { list, period, cards } = plan;
  const stay = plan.stayOf(record);
  const name = record.title || t("untitled");
  const dates = stay ? datesInWords(stay, locale) : t("undated");
  const shown = cards.filter(({ key }) => record[key] !== null && record[key] !== undefined);
  return (
    <>
      <div className={styles.side}>
        <RecordAnchor list={list} id={record.id} className={styles.name} title={`${name}\n${dates}`}>
          {name}
        </RecordAnchor>
        {shown.map((field) => (
          <span key={field.key} className={styles.fact}>
            <Cell field={field} value={record[field.key] ?? null} />
          </span>
        ))}
        {list.phone ? <span className={styles.dates}>{dates}</span> : null}
      </div>
      <div className={styles.track} style={list.phone ? {} : { width: widthOf(period) }}>
        {stay ? <GanttBar plan={plan} record={record} stay={stay} name={name} /> : null}
      </div>
    </>
  );
}

export function datesInWords({ first, last }: Pick<Stay, "first" | "last">, locale: "zh-CN" | "en"): string {
  if (first === last) return dateInWords(first, locale);
  return `${dateInWords(first, locale)} – ${dateInWords(last, locale)}`;
}

interface GanttBarProps extends GanttRowProps {
  stay: Stay;
  name: string;
}

function GanttBar({ plan, record, stay, name }: GanttBarProps) {
  const { t } = useTranslation("view.gantt");
  const { locale } = useKinds();
  const { list, period, isMovable, canStretch, journey } = plan;
  const [pull, setPull] = useState<{ grip: Grip; days: number } | null>(null);
  const moved = useRef(false);
  const days = journey?.id === record.id ? journey : pull ? pulled(stay, pull.grip, pull.days) : stay;
  const bar = barOf(period, days);
  if (!bar) return null;
  const done = plan.progress ? doneOf(record[plan.progress.key]) : null;
  const whole = widthOf(period);
  const place = list.phone
    ? { left: `${(bar.left / whole) * 100}%`, width: `max(${(bar.width / whole) * 100}%, 6px)` }
    : { left: bar.left, width: bar.width };

  function begin(event: PointerEvent<HTMLElement>, grip: Grip): void {
    moved.current = false;
    if (event.button !== 0 || !isMovable || list.phone || journey) return;
    event.stopPropagation();
    const origin = event.clientX;
    let by = 0;
    const follow = (moving: globalThis.PointerEvent): void => {
      if (!moved.current && Math.abs(moving.clientX - origin) < STILL) return;
      moved.current = true;
      by = Math.round((moving.clientX - origin) / period.wide);
      setPull({ grip, days: by });
    };
    const leave = (): void => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("keydown", abandon, true);
      setPull(null);
    };
    const end = (): void => {
      leave();
      if (by !== 0) plan.onPull(record, grip, by);
    };
    const abandon = (key: globalThis.KeyboardEvent): void => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      leave();
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", end);
    window.addEventListener("keydown", abandon, true);
  }

  function onKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || !event.altKey || !isMovable) return;
    event.preventDefault();
    plan.onPull(record, event.shiftKey && canStretch ? "end" : "whole", by);
  }

  const hue = hueOf(record, plan.colour);
  const colours = {
    "--chip-soft": `var(--hue-${hue}-soft)`,
    "--chip-text": `var(--hue-${hue}-text)`,
    "--chip-mark": `var(--hue-${hue}-mark)`,
  } as CSSProperties;
  const dates = datesInWords(days, locale);
  return (
    <a
      href={list.addressOf(record.id)}
      draggable={false}
      className={styles.bar}
      aria-label={t("bar", { name, dates })}
      data-pulled={pull !== null || journey?.id === record.id || undefined}
      data-movable={isMovable || undefined}
      data-cut-left={bar.cutLeft || undefined}
      data-cut-right={bar.cutRight || undefined}
      title={pull ? undefined : `${name}\n${dates}`}
      style={{ ...place, ...colours }}
      {...(isMovable ? { "aria-keyshortcuts": "Alt+ArrowLeft Alt+ArrowRight" } : {})}
      onKeyDown={onKey}
      onPointerDown={(event) => begin(event, "whole")}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || (event.shiftKey && !moved.current)) return;
        event.preventDefault();
        if (!moved.current) list.open(record.id);
      }}
    >
      {done !== null ? (
        <span className={styles.done} style={{ width: `${done * 100}%` }} aria-hidden />
      ) : null}
      <span className={styles.label}>{list.phone ? "" : name}</span>
      {isMovable && canStretch && !list.phone ? (
        <>
          <span className={styles.grip} data-side="start" onPointerDown={(event) => begin(event, "start")} />
          <span className={styles.grip} data-side="end" onPointerDown={(event) => begin(event, "end")} />
        </>
      ) : null}
      {pull ? <span className={styles.hint}>{dates}</span> : null}
    </a>
  );
}
