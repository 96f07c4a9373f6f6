/** The table of a form's records under a filter, an order and a search, kept while these change. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { Problem } from "~/api/problem";
import { createRecords, type ListQuery, moveRecords, records, saveRecords } from "~/api/records";
import { absorb, sourcesOf } from "~/api/titles";
import type { FormView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import type { GridGrouping } from "../grid/columns";
import type { Question } from "../grid/groupedRows";
import { RecordTable } from "../grid/table";
import type { RecordsNews } from "../live/stream";
import { useLive } from "../live/useLive";
import { both } from "../views/edited";

/** Gathers nothing and sums nothing up. */
const UNGROUPED: GridGrouping = { keys: [], by: "", totals: [] };

export function useTable(
  app: string,
  form: FormView,
  query: ListQuery,
  grouping: GridGrouping = UNGROUPED,
): RecordTable {
  const { t } = useTranslation("grid");
  const cache = useQueryClient();
  const words = useRef(t);
  words.current = t;
  const name = JSON.stringify(query);
  const gathered = JSON.stringify(grouping);

  const sources = useMemo(
    () => sourcesOf(form, (field) => fieldKind(field.kind).source?.(field) ?? null),
    [form],
  );

  const question = useMemo((): Question => {
    const asked: ListQuery = JSON.parse(name);
    const { keys: made, by, totals }: GridGrouping = JSON.parse(gathered);
    const { filter, search } = asked;
    return {
      read: async (offset, limit, signal, within) => {
        const among = { ...asked, filter: both(asked.filter, within ?? null) };
        const page = await records.list(app, form.key, { ...among, expand: "*", offset, limit }, signal);
        return { ...page, items: page.items.map((record) => absorb(sources, record)) };
      },
      count: async (signal, within) => {
        const among = { filter: both(filter, within ?? null), search, limit: 0, count: true };
        return (await records.list(app, form.key, among, signal)).total ?? 0;
      },
      by: made,
      groups:
        by || totals.length > 0
          ? (signal) => records.groups(app, form.key, { filter, search, by, totals, inOrder: true }, signal)
          : undefined,
      members: async (of, limit, signal) => {
        const { sort, marks } = asked;
        const within = { filter, search, sort, marks, expand: "*", by, of, limit };
        const pages = await records.members(app, form.key, within, signal);
        return pages.map((page) => ({ ...page, items: page.items.map((one) => absorb(sources, one)) }));
      },
    };
  }, [app, form.key, name, gathered, sources]);

  const first = useRef(question);
  first.current = question;
  const marks = useRef<ListQuery["marks"]>(query.marks);
  marks.current = query.marks;
  const table = useMemo(() => {
    const forget = (): void => void cache.invalidateQueries({ queryKey: keys.records(app, form.key) });
    return new RecordTable({
      ...first.current,
      marks: async (ids) => {
        if (!marks.current?.length) return new Map();
        const page = await records.list(app, form.key, {
          filter: { field: "id", operator: "any_of", value: ids },
          fields: ["id"],
          marks: marks.current,
        });
        return new Map(page.items.map(({ id }, at) => [id, page.marks?.[at] ?? null]));
      },
      save: async (changed) => {
        const answers = await saveRecords(app, form.key, changed);
        forget();
        return answers.map((one) => (one instanceof Problem ? one : absorb(sources, one)));
      },
      create: async (given, once) => {
        const answers = await createRecords(app, form.key, given, once);
        return answers.map((one) => (one instanceof Problem ? one : absorb(sources, one)));
      },
      move: async (action, ids) => {
        const refused = await moveRecords(app, form.key, action, ids);
        forget();
        return refused;
      },
      conflict: () => words.current("conflict.problem"),
    });
  }, [app, form.key, sources, cache]);

  const asked = useRef<Question>(first.current);
  useEffect(() => {
    if (asked.current !== question) void table.ask(question);
    asked.current = question;
  }, [table, question]);

  useEffect(() => {
    // Who comes back to the page sees what others did meanwhile.
    const refresh = (): void => {
      if (document.visibilityState === "visible") void table.refresh();
    };
    document.addEventListener("visibilitychange", refresh);
    return () => {
      document.removeEventListener("visibilitychange", refresh);
      table.close();
    };
  }, [table]);

  // A record that is gone takes its title out of the lists that show it, and what follows it out of sight.
  const shows = (other: string): boolean => Object.values(sources).includes(`form:${other}`);
  const heard = ({ app: ofApp, form: ofForm, changes }: RecordsNews): void => {
    if (ofApp === app && ofForm === form.key) table.learn(changes ?? null);
    else if (ofApp === app && shows(ofForm) && !changes?.every(({ action }) => action === "update"))
      table.learn(null);
  };
  useLive("records", heard);
  useLive("reset", () => table.learn(null));
  useLive("reread", () => table.learn(null));

  return table;
}
