/** Records as cards on a board: each lane loads for itself, and cards are dragged, or moved by their menus. */
import { EllipsisOutlined, PlusOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { type CSSProperties, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, RecordData, RecordGroup } from "~/api/types";
import { Avatar } from "~/ui/Avatar";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useKinds, useTitle } from "./context";
import type { ListAccess, ViewProps } from "./defineView";
import { optionsOf } from "./options";
import { RecordAnchor } from "./RecordAnchor";
import { AtRecord } from "./recordAtHand";
import styles from "./views/kanban.module.css";

export interface KanbanSettings {
  lanes: string;
  cards: readonly string[];
  total: string | null;
}

interface Lane {
  value: unknown;
  name: string;
  hue: string | undefined;
  count: number;
  total: string | null;
}

/** A card on its way: shown where it was dropped until the server has said yes or no. */
interface Journey {
  record: RecordData;
  to: string;
}

const PAGE = 30;
const nameOf = (value: unknown): string => JSON.stringify(value ?? null);

export function KanbanBody({ view, form, list }: ViewProps<KanbanSettings>) {
  const { t } = useTranslation("view.kanban");
  const cache = useQueryClient();
  const field = list.field(view.lanes);
  const totals = view.total ? [`sum:${view.total}`] : [];
  const groups = useQuery({
    queryKey: [...list.name, "groups", view.lanes, ...totals],
    queryFn: ({ signal }) => list.groups(view.lanes, totals, signal),
  });
  const lanes = useLanes(field, groups.data, totals[0]);
  const [journey, setJourney] = useState<Journey | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const waiting = groups.isPending;

  useEffect(() => {
    if (!board.current || waiting) return;
    return autoScrollForElements({ element: board.current });
  }, [waiting]);

  if (!field) return list.rows;
  if (groups.error && !groups.data)
    return <Failure thrown={groups.error} onRetry={() => void groups.refetch()} />;

  async function move(record: RecordData, lane: Lane): Promise<void> {
    if (!field || nameOf(record[field.key]) === nameOf(lane.value)) return;
    setJourney({ record, to: nameOf(lane.value) });
    const moved = await list.move(record.id, field, lane.value, lane.name);
    if (moved) await cache.invalidateQueries({ queryKey: list.name });
    setJourney(null);
  }

  const movable = list.mayWrite(field);
  return (
    <div ref={board} className={styles.board}>
      {waiting
        ? ["a", "b", "c", "d"].map((one) => <div key={one} className={styles.skeleton} aria-hidden />)
        : lanes.map((lane) => (
            <LaneColumn
              key={nameOf(lane.value)}
              form={form.key}
              {...{ view, field, lane, lanes, list, journey, movable }}
              onMove={(record, to) => void move(record, to)}
              label={t("lane", { name: lane.name, count: lane.count })}
              numberField={form.fields.find(({ key }) => key === view.total)}
            />
          ))}
    </div>
  );
}

/** The options in their order, or what the records have, the largest first; blanks last where there are any. */
function useLanes(
  field: FieldView | undefined,
  groups: readonly RecordGroup[] | undefined,
  total: string | undefined,
): readonly Lane[] {
  const { t } = useTranslation("view.kanban");
  const { locale } = useKinds();
  return useMemo(() => {
    if (!field || !groups) return [];
    const found = new Map(groups.map((group) => [nameOf(idOf(group.value)), group]));
    const lane = (value: unknown, name: string, hue?: string): Lane => {
      const group = found.get(nameOf(value));
      return { value, name, hue, count: group?.count ?? 0, total: (total && group?.totals[total]) || null };
    };
    const options = optionsOf(field);
    const filled =
      options.length > 0
        ? options
            .filter(({ key, archived }) => !archived || found.has(nameOf(key)))
            .map(({ key, label, colour }) => lane(key, textOf(label, locale) || key, colour))
        : groups.filter(({ value }) => value !== null).map(({ value }) => lane(idOf(value), titleOf(value)));
    return found.has(nameOf(null)) ? [...filled, lane(null, t("blank"))] : filled;
  }, [field, groups, total, locale, t]);
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

function titleOf(value: unknown): string {
  const title = typeof value === "object" && value !== null && "title" in value ? value.title : value;
  return String(title ?? "");
}

interface LaneProps {
  form: string;
  view: KanbanSettings;
  field: FieldView;
  lane: Lane;
  lanes: readonly Lane[];
  list: ListAccess;
  journey: Journey | null;
  movable: boolean;
  label: string;
  numberField: FieldView | undefined;
  onMove: (record: RecordData, to: Lane) => void;
}

function inLane(field: string, value: unknown): FilterTree {
  return value === null ? { field, operator: "is_blank" } : { field, operator: "is", value };
}

function LaneColumn(props: LaneProps) {
  const { form, view, field, lane, lanes, list, journey, movable, label, numberField, onMove } = props;
  const { t } = useTranslation("view.kanban");
  const { locale } = useKinds();
  const here = nameOf(lane.value);
  const body = useRef<HTMLUListElement>(null);
  const column = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const cards = useInfiniteQuery({
    queryKey: [...list.name, "lane", field.key, here],
    queryFn: ({ pageParam, signal }) => list.page(inLane(field.key, lane.value), pageParam, PAGE, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
  });
  const latest = useRef(onMove);
  latest.current = onMove;

  useEffect(() => {
    if (!column.current || !body.current) return;
    return combine(
      dropTargetForElements({
        element: column.current,
        getData: () => ({ lane: here }),
        canDrop: ({ source }) => source.data.field === field.key && source.data.from !== here,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          latest.current(source.data.record as RecordData, lane);
        },
      }),
      autoScrollForElements({ element: body.current }),
    );
  }, [field.key, here, lane]);

  const loaded = cards.data?.pages.flatMap(({ items }) => items) ?? [];
  const staying = loaded.filter(({ id }) => id !== journey?.record.id);
  const shown = journey?.to === here ? [journey.record, ...staying] : staying;
  const style = {
    "--lane-mark": `var(--hue-${lane.hue ?? "grey"}-mark, var(--border-strong))`,
  } as CSSProperties;
  return (
    <section
      ref={column}
      className={styles.lane}
      aria-label={label}
      data-over={over || undefined}
      style={style}
    >
      <header className={styles.head}>
        <h2 className={styles.name}>{lane.name}</h2>
        <span className={styles.count}>{lane.count.toLocaleString(locale)}</span>
        {numberField && lane.total ? (
          <span className={styles.total} title={Number(lane.total).toLocaleString(locale)}>
            {short(lane.total, locale)}
          </span>
        ) : null}
      </header>
      <ul ref={body} className={styles.cards}>
        {shown.map((record) => (
          <Card
            key={record.id}
            {...{ form, view, field, lane, lanes, list, record, movable }}
            moving={journey?.record.id === record.id}
            onMove={(to) => onMove(record, to)}
          />
        ))}
        {cards.isPending ? <li className={styles.waiting} aria-hidden /> : null}
        {!cards.isPending && shown.length === 0 ? <li className={styles.empty}>{t("empty")}</li> : null}
        {cards.hasNextPage ? <More onReach={() => void cards.fetchNextPage()} /> : null}
      </ul>
      {list.create ? (
        <Button
          type="text"
          icon={<PlusOutlined aria-hidden />}
          className={styles.add ?? ""}
          aria-label={t("add_to", { name: lane.name })}
          onClick={() => list.create?.(lane.value === null ? {} : { [field.key]: lane.value })}
        >
          {t("add")}
        </Button>
      ) : null}
    </section>
  );
}

/** 12.8万 or 128K: a head is read at a glance, the whole number stands in its tooltip. */
function short(total: string, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(
    Number(total),
  );
}

/** The end of what is loaded: coming into sight it asks for more. */
function More({ onReach }: { onReach: () => void }) {
  const mark = useRef<HTMLLIElement>(null);
  const latest = useRef(onReach);
  latest.current = onReach;
  useEffect(() => {
    if (!mark.current) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current());
    seen.observe(mark.current);
    return () => seen.disconnect();
  }, []);
  return <li ref={mark} className={styles.waiting} aria-hidden />;
}

interface CardProps {
  form: string;
  view: KanbanSettings;
  field: FieldView;
  lane: Lane;
  lanes: readonly Lane[];
  list: ListAccess;
  record: RecordData;
  movable: boolean;
  moving: boolean;
  onMove: (to: Lane) => void;
}

function Card({ form, view, field, lane, lanes, list, record, movable, moving, onMove }: CardProps) {
  const { t } = useTranslation("view.kanban");
  const { locale, Cell, kind } = useKinds();
  const element = useRef<HTMLLIElement>(null);
  const owner = useTitle("person", typeof record.owner === "number" ? record.owner : null);
  const [dragged, setDragged] = useState(false);
  const from = nameOf(lane.value);

  useEffect(() => {
    if (!element.current || !movable || moving) return;
    return draggable({
      element: element.current,
      getInitialData: () => ({ field: field.key, record, from }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [field.key, record, from, movable, moving]);

  const shown = view.cards.flatMap((key) => {
    const card = list.field(key);
    const value = record[key] ?? null;
    const acts = card !== undefined && kind(card.kind).acts === true;
    const isBlank =
      value === null || (acts && value !== true) || (Array.isArray(value) && value.length === 0);
    return card && !isBlank ? [{ card, value, acts }] : [];
  });
  return (
    <li
      ref={element}
      className={styles.card}
      data-dragged={dragged || undefined}
      data-moving={moving || undefined}
    >
      <RecordAnchor list={list} id={record.id} className={styles.title}>
        {record.title || t("untitled")}
      </RecordAnchor>
      {shown.length > 0 ? (
        <AtRecord form={form} record={record}>
          <dl className={styles.facts}>
            {shown.map(({ card, value, acts }) => (
              <div key={card.key} className={styles.fact} title={textOf(card.label, locale)}>
                <dt className={acts ? "visually-hidden" : undefined}>{textOf(card.label, locale)}</dt>
                <dd>
                  <Cell field={card} value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </AtRecord>
      ) : null}
      <div className={styles.foot}>
        {owner ? (
          <span className={styles.owner}>
            <Avatar name={owner} size={18} /> {owner}
          </span>
        ) : null}
        {movable ? (
          <Dropdown
            autoFocus
            trigger={["click"]}
            menu={{
              items: lanes
                .filter(({ value }) => nameOf(value) !== from)
                .map((to) => ({ key: nameOf(to.value), label: t("move_to", { name: to.name }) })),
              onClick: ({ key }) => {
                const to = lanes.find(({ value }) => nameOf(value) === key);
                if (to) onMove(to);
              },
            }}
          >
            <Button
              type="text"
              size="small"
              icon={<EllipsisOutlined aria-hidden />}
              aria-label={t("move", { name: record.title ?? "" })}
              className={styles.menu ?? ""}
            />
          </Dropdown>
        ) : null}
      </div>
    </li>
  );
}
