/** A lane of a plan, or all of it: as long as its records are many, of which those in sight are loaded and drawn, and
 * arrows between those that follow each other. */
import { CaretDownOutlined, CaretRightOutlined } from "@ant-design/icons";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, RecordData } from "~/api/types";
import { Failure } from "~/ui/Failure";
import { useKinds } from "./context";
import { GanttRow, type Plan } from "./GanttRow";
import { barOf, widthOf } from "./ganttTime";
import { type GroupOf, useRecordPages } from "./recordPages";
import { useLinesInSight } from "./useLinesInSight";
import { useNear } from "./useNear";
import styles from "./views/gantt.module.css";

export interface Lane {
  name: string;
  count: number;
  value: unknown;
  /** What finds its records. */
  filter: FilterTree;
  group: GroupOf | null;
}

interface GanttLaneProps {
  plan: Plan;
  lane: Lane;
  /** Whether it has a head of its own. */
  hasHead: boolean;
  field: FieldView | undefined;
  /** The order where nobody asks for another. */
  usual: string;
  /** The link to what comes before. */
  after: FieldView | null;
}

/** In pixels: a row, and one on a phone. */
const ROW = 36;
const PHONE_ROW = 72;

export function GanttLane({ plan, lane, hasHead, field, usual, after }: GanttLaneProps) {
  const { t } = useTranslation("view.gantt");
  const { locale, Cell } = useKinds();
  const { list } = plan;
  const [isOpen, setOpen] = useState(true);
  const place = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const isNear = useNear(place);
  const height = list.phone ? PHONE_ROW : ROW;
  const [first, last] = useLinesInSight(body, isOpen ? lane.count : 0, height, `.${styles.frame}`);
  // What is held by the pointer or has the focus stays.
  const [held, setHeld] = useState<number | null>(null);
  const { at, error, retry } = useRecordPages(list, first, last, {
    fields: plan.fields,
    filter: lane.filter,
    usual,
    group: lane.group,
    isFar: !isNear || !isOpen || lane.count === 0,
  });
  const inSight = isOpen && isNear ? between(first, Math.min(last, lane.count - 1)) : [];
  const shown = held === null || held >= lane.count || inSight.includes(held) ? inSight : [...inSight, held];
  const records = shown.flatMap((line) => {
    const record = at(line);
    return record ? [{ record, line }] : [];
  });
  return (
    <section ref={place} className={styles.lane} aria-label={hasHead ? lane.name : t("plan")}>
      {hasHead ? (
        <button
          type="button"
          className={styles.laneHead}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          <span className={styles.laneName}>
            {lane.value !== null && field ? <Cell field={field} value={lane.value} /> : lane.name}
          </span>
          <span className={styles.count}>{lane.count.toLocaleString(locale)}</span>
        </button>
      ) : null}
      {isOpen ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only notes which of its rows is held
        <div
          ref={body}
          className={styles.rows}
          style={{ height: lane.count * height }}
          onFocus={({ target }) => setHeld(lineOf(target))}
          onBlur={() => setHeld(null)}
          onPointerDown={({ target }) => target instanceof Element && setHeld(lineOf(target))}
        >
          {error ? <Failure thrown={error} onRetry={retry} /> : null}
          <ul className={styles.page}>
            {shown.map((line) => {
              const record = at(line);
              return (
                <li
                  key={record?.id ?? `line ${line}`}
                  className={styles.row}
                  data-line={line}
                  data-gantt={record?.id}
                  style={{ transform: `translateY(${line * height}px)` }}
                  aria-hidden={record ? undefined : true}
                >
                  {record ? <GanttRow plan={plan} record={record} /> : <span className={styles.bone} />}
                </li>
              );
            })}
          </ul>
          {after && !list.phone ? <Arrows plan={plan} records={records} after={after} /> : null}
        </div>
      ) : null}
      {isOpen && lane.count === 0 ? <p className={styles.empty}>{t("empty")}</p> : null}
    </section>
  );
}

function lineOf(target: Element): number | null {
  const line = target.closest<HTMLElement>("[data-line]")?.dataset.line;
  return line === undefined ? null : Number(line);
}

const between = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);

interface ArrowsProps {
  plan: Plan;
  records: readonly { record: RecordData; line: number }[];
  after: FieldView;
}

/** Lines from the end of what comes before to the beginning of what follows, among the rows that are drawn. */
function Arrows({ plan, records, after }: ArrowsProps) {
  const drawn = new Map(records.map((one) => [one.record.id, one]));
  const barAt = (record: RecordData | undefined) => {
    const stay = record && plan.stayOf(record);
    return stay ? barOf(plan.period, stay) : null;
  };
  const lines = records.flatMap(({ record, line: at }) => {
    const value = record[after.key];
    const before = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === "number");
    const to = barAt(record);
    return before.flatMap((id: number) => {
      const from = drawn.get(id);
      const begin = barAt(from?.record);
      if (!from || !begin || !to || from.line === at) return [];
      const [x1, y1] = [begin.left + begin.width, from.line * ROW + ROW / 2];
      const [x2, y2] = [to.left, at * ROW + ROW / 2];
      const turn = Math.max(x1 + 8, Math.min(x2 - 8, x1 + 8));
      const half = (y1 + y2) / 2;
      const path =
        x2 - 8 >= x1 + 8
          ? `M${x1} ${y1} H${turn} V${y2} H${x2 - 1}`
          : `M${x1} ${y1} H${x1 + 8} V${half} H${x2 - 8} V${y2} H${x2 - 1}`;
      const late = x2 < x1;
      return [{ key: `${id}-${record.id}`, path, late, x2, y2 }];
    });
  });
  if (lines.length === 0) return null;
  const height = (Math.max(...records.map(({ line }) => line)) + 1) * ROW;
  return (
    <div className={styles.arrows} aria-hidden>
      <svg width={widthOf(plan.period)} height={height} role="presentation">
        {lines.map(({ key, path, late, x2, y2 }) => (
          <g key={key} data-late={late || undefined}>
            <path d={path} />
            <path d={`M${x2 - 5} ${y2 - 4} L${x2} ${y2} L${x2 - 5} ${y2 + 4} Z`} className={styles.point} />
          </g>
        ))}
      </svg>
    </div>
  );
}
