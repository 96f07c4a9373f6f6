/** A lane of a plan, or all of it: its records read page by page, and arrows between those that follow each other. */
import { CaretDownOutlined, CaretRightOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, RecordData } from "~/api/types";
import { useKinds } from "./context";
import { GanttRow, type Plan } from "./GanttRow";
import { barOf, widthOf } from "./ganttTime";
import styles from "./views/gantt.module.css";

export interface Lane {
  name: string;
  count: number;
  value: unknown;
  /** What finds its records. */
  filter: FilterTree;
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

const PAGE = 60;
const ROW = 36;
/** How far out of sight rows are still drawn. */
const FAR = "1200px";

export function GanttLane({ plan, lane, hasHead, field, usual, after }: GanttLaneProps) {
  const { t } = useTranslation("view.gantt");
  const { locale, Cell } = useKinds();
  const { list } = plan;
  const [isOpen, setOpen] = useState(true);
  const [isNear, setNear] = useState(!hasHead);
  const place = useRef<HTMLElement>(null);
  const rows = useInfiniteQuery({
    queryKey: [...list.name, "bars", lane.filter, usual],
    queryFn: ({ pageParam, signal }) => list.page(lane.filter, pageParam, PAGE, signal, usual),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    enabled: isNear && isOpen,
  });

  useEffect(() => {
    if (!place.current || isNear) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: "400px",
    });
    seen.observe(place.current);
    return () => seen.disconnect();
  }, [isNear]);

  const records = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  const waiting = isOpen && !rows.data;
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
        <div className={styles.rows}>
          {rows.data?.pages.map(({ items }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place among the pages
            <PageRows key={at} plan={plan} records={items} />
          ))}
          {waiting
            ? Array.from({ length: Math.min(lane.count, 6) || 3 }, (_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: bones have no names
                <div key={at} className={styles.row} aria-hidden>
                  <span className={styles.bone} />
                </div>
              ))
            : null}
          {rows.data && records.length === 0 ? <p className={styles.empty}>{t("empty")}</p> : null}
          {rows.hasNextPage ? <More onReach={() => void rows.fetchNextPage()} /> : null}
          {after && !list.phone ? <Arrows plan={plan} records={records} after={after} /> : null}
        </div>
      ) : null}
    </section>
  );
}

/** A page of rows: far out of sight it keeps nothing but its place, so that a long plan stays quick. */
function PageRows({ plan, records }: { plan: Plan; records: readonly RecordData[] }) {
  const rows = useRef<HTMLUListElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const element = rows.current;
    if (!element) return;
    const seen = new IntersectionObserver(
      ([entry]) => {
        // What is held by the pointer or has the focus stays.
        if (entry?.isIntersecting) setHeight(null);
        else if (entry && !element.matches(":focus-within, :has([data-pulled])"))
          setHeight(entry.boundingClientRect.height);
      },
      { root: element.closest(`.${styles.frame}`), rootMargin: FAR },
    );
    seen.observe(element);
    return () => seen.disconnect();
  }, []);
  return (
    <ul ref={rows} className={styles.page} style={height === null ? {} : { height }}>
      {height === null
        ? records.map((record) => <GanttRow key={record.id} plan={plan} record={record} />)
        : null}
    </ul>
  );
}

/** The end of what is loaded: coming into sight it asks for more. */
function More({ onReach }: { onReach: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(onReach);
  latest.current = onReach;
  useEffect(() => {
    if (!mark.current) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: "400px",
    });
    seen.observe(mark.current);
    return () => seen.disconnect();
  }, []);
  return <div ref={mark} className={styles.row} aria-hidden />;
}

interface ArrowsProps {
  plan: Plan;
  records: readonly RecordData[];
  after: FieldView;
}

/** Lines from the end of what comes before to the beginning of what follows, among the rows that are loaded. */
function Arrows({ plan, records, after }: ArrowsProps) {
  const places = new Map(records.map(({ id }, at) => [id, at]));
  const barAt = (record: RecordData | undefined) => {
    const stay = record && plan.stayOf(record);
    return stay ? barOf(plan.period, stay) : null;
  };
  const lines = records.flatMap((record, at) => {
    const value = record[after.key];
    const before = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === "number");
    const to = barAt(record);
    return before.flatMap((id: number) => {
      const from = places.get(id);
      const begin = from === undefined ? null : barAt(records[from]);
      if (from === undefined || !begin || !to || from === at) return [];
      const [x1, y1] = [begin.left + begin.width, from * ROW + ROW / 2];
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
  return (
    <div className={styles.arrows} aria-hidden>
      <svg width={widthOf(plan.period)} height={records.length * ROW} role="presentation">
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
