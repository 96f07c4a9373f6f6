/** A list as its view shows it: what the kind of view is given, and the moves that it asks for. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { fieldOf, mayWrite } from "~/api/apps";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type ListQuery, records } from "~/api/records";
import type { FieldView, FilterTree, FormView, ListView, RecordData } from "~/api/types";
import type { ListAccess } from "~/kinds/defineView";
import { viewKind } from "~/kinds/viewRegistry";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { flatten } from "../flat";
import { type Columns, systemField } from "../grid/columns";
import { both } from "../views/edited";
import { Gathering } from "./gathering";
import { writeSort } from "./listAddress";

const RecordView = later(async () => (await import("../record/RecordView")).RecordView, null);
const StageMove = later(async () => (await import("../record/StageMove")).StageMove, null);

interface ViewBodyProps {
  view: ListView;
  form: FormView;
  query: ListQuery;
  rows: ReactNode;
  phone: boolean;
  total: number | null;
  columns: Pick<Columns, "widths" | "resize">;
  onOpen: (id: number) => void;
  onCreate?: ((values: Readonly<Record<string, unknown>>) => void) | undefined;
  onChanged: () => void;
}

/** A record between two values; whoever asked for the move waits for `done`. */
interface Move {
  record: RecordData;
  field: FieldView;
  value: unknown;
  name: string;
  also: Readonly<Record<string, unknown>>;
  done: (moved: boolean) => void;
}

const NOTHING: {
  fields?: readonly string[] | undefined;
  usual?: string;
  count?: boolean;
} = {};

export function ViewBody(props: ViewBodyProps) {
  const { view, form, query, rows, phone, total, columns, onOpen, onCreate, onChanged } = props;
  const app = useCurrentApp();
  const cache = useQueryClient();
  const { message } = useFeedback();
  const [move, setMove] = useState<Move | null>(null);
  const asked = JSON.stringify(query);
  const changed = useRef(onChanged);
  changed.current = onChanged;

  const begin = useCallback(
    async (
      id: number,
      field: FieldView,
      value: unknown,
      name: string,
      also: Readonly<Record<string, unknown>> = {},
    ): Promise<boolean> => {
      try {
        const record = flatten(form, await records.get(app.key, form.key, id));
        return await new Promise((done) => setMove({ record, field, value, name, also, done }));
      } catch (thrown) {
        void message.error(sentenceOf(thrown));
        return false;
      }
    },
    [app.key, form, message],
  );

  const list = useMemo((): ListAccess => {
    const given = JSON.parse(asked) as ListQuery;
    const ofForm = writeSort(form.sort);
    const plain = (items: readonly RecordData[]): RecordData[] =>
      items.map((record) => flatten(form, record));
    const sortedBy = (usual?: string) => {
      const sort = usual && given.sort === ofForm ? usual : given.sort;
      return sort ? { sort } : {};
    };
    const gatherings = new Map<string, Gathering>();
    const gatheringOf = (by: string, filter: FilterTree, { fields, usual }: typeof NOTHING): Gathering => {
      const name = JSON.stringify([by, filter, fields, usual]);
      const known = gatherings.get(name);
      if (known) return known;
      const among = {
        search: given.search ?? "",
        ...sortedBy(usual),
        filter: both(given.filter, filter),
        ...(fields ? { fields } : {}),
        expand: "*",
      };
      const made = new Gathering(async (of, limit, signal) => {
        const pages = await records.members(app.key, form.key, { ...among, by, of, limit }, signal);
        return pages.map((page) => ({ ...page, items: plain(page.items) }));
      });
      gatherings.set(name, made);
      return made;
    };
    return {
      rows,
      phone,
      total,
      name: [...keys.records(app.key, form.key), "view", view.key, asked],
      field: (key) => fieldOf(form, key) ?? systemField(app, key),
      page: async (filter, offset, limit, signal, { fields, usual, count } = NOTHING) => {
        const within = {
          ...given,
          ...(fields ? { fields } : {}),
          ...sortedBy(usual),
          filter: both(given.filter, filter),
          expand: "*",
          offset,
          limit,
          ...(count ? { count } : {}),
        };
        const page = await records.list(app.key, form.key, within, signal);
        return { ...page, items: plain(page.items) };
      },
      members: ({ by, value, count, among }, signal, wanted) =>
        gatheringOf(by, among, wanted).ask([value], count, signal),
      days: async (asked, signal) => {
        const { filter, search } = given;
        const within = { filter: filter ?? null, search: search ?? "", expand: "*", ...asked };
        const days = await records.days(app.key, form.key, within, signal);
        return { ...days, items: plain(days.items) };
      },
      groups: async (by, totals, signal, among) => {
        const filter = both(given.filter, among?.filter ?? null);
        const asked = { ...given, filter, by, totals, inOrder: among?.inOrder ?? false };
        return await records.groups(app.key, form.key, asked, signal);
      },
      branches: async (wanted, signal) => {
        const within = { ...given, ...wanted, expand: "*" };
        const branches = await records.branches(app.key, form.key, within, signal);
        return branches.map((one) => ({ ...one, items: plain(one.items) }));
      },
      widths: columns.widths,
      resize: columns.resize,
      addressOf: (id) => addresses.record(app.key, form.key, id),
      open: onOpen,
      mayWrite: (field) => mayWrite(form, field),
      move: begin,
      record: (id, onGone) => (
        <RecordView
          key={id}
          form={form}
          id={id}
          wide={false}
          navigation={null}
          onGone={onGone}
          onChanged={() => changed.current()}
        />
      ),
      create: onCreate,
    };
  }, [app, form, view.key, asked, rows, phone, total, columns, onOpen, onCreate, begin]);

  function end(moved: boolean): void {
    move?.done(moved);
    setMove(null);
    if (!moved) return;
    void cache.invalidateQueries({ queryKey: keys.records(app.key, form.key) });
    onChanged();
  }

  const { Body } = viewKind(view.kind);
  return (
    <>
      <Body view={view as ListView & object} form={form} list={list} />
      {move ? (
        <StageMove
          form={form}
          record={move.record}
          field={move.field.key}
          option={move.value}
          stageName={move.name}
          also={move.also}
          onMoved={() => end(true)}
          onClose={() => end(false)}
        />
      ) : null}
    </>
  );
}
