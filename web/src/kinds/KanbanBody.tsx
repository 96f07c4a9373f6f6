/** Records as cards on a board: each lane loads what is in sight, and cards are dragged, or moved by their menus. */
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "~/api/types";
import { Failure } from "~/ui/Failure";
import type { ViewProps } from "./defineView";
import { KanbanLane } from "./KanbanLane";
import { type Journey, type Lane, nameOf, useLanes } from "./kanbanLanes";
import styles from "./views/kanban.module.css";

export interface KanbanSettings {
  lanes: string;
  cards: readonly string[];
  total: string | null;
}

export function KanbanBody({ view, form, list }: ViewProps<KanbanSettings>) {
  const { t } = useTranslation("view.kanban");
  const cache = useQueryClient();
  const field = list.field(view.lanes);
  const totals = view.total ? [`sum:${view.total}`] : [];
  const groups = useQuery({
    queryKey: [...list.name, "groups", view.lanes, ...totals],
    queryFn: ({ signal }) => list.groups(view.lanes, totals, signal),
  });
  const lanes = useLanes(field, groups.data?.groups, totals[0]);
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
  const cards = view.cards.flatMap((key) => list.field(key) ?? []);
  return (
    <div ref={board} className={styles.board}>
      {waiting
        ? ["a", "b", "c", "d"].map((one) => <div key={one} className={styles.skeleton} aria-hidden />)
        : lanes.map((lane) => (
            <KanbanLane
              key={nameOf(lane.value)}
              form={form.key}
              {...{ cards, field, lane, lanes, list, journey, movable }}
              onMove={(record, to) => void move(record, to)}
              label={t("lane", { name: lane.name, count: lane.count })}
              numberField={form.fields.find(({ key }) => key === view.total)}
            />
          ))}
      {groups.data?.truncated ? <p className={styles.rest}>{t("rest", { count: lanes.length })}</p> : null}
    </div>
  );
}
