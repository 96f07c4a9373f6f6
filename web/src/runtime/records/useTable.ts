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
import type { Read } from "../grid/rowWindow";
import { RecordTable } from "../grid/table";
import type { RecordsNews } from "../live/stream";
import { useLive } from "../live/useLive";

export function useTable(app: string, form: FormView, query: ListQuery): RecordTable {
  const { t } = useTranslation("grid");
  const cache = useQueryClient();
  const words = useRef(t);
  words.current = t;
  const name = JSON.stringify(query);

  const sources = useMemo(
    () => sourcesOf(form, (field) => fieldKind(field.kind).source?.(field) ?? null),
    [form],
  );

  const read = useMemo((): Read => {
    const asked: ListQuery = JSON.parse(name);
    return async (offset, limit, count, signal) => {
      const page = await records.list(app, form.key, { ...asked, expand: "*", offset, limit, count }, signal);
      return { ...page, items: page.items.map((record) => absorb(sources, record)) };
    };
  }, [app, form.key, name, sources]);

  const first = useRef(read);
  first.current = read;
  const table = useMemo(() => {
    const forget = (): void => void cache.invalidateQueries({ queryKey: keys.records(app, form.key) });
    return new RecordTable({
      read: first.current,
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

  const asked = useRef<Read>(first.current);
  useEffect(() => {
    if (asked.current !== read) void table.ask(read);
    asked.current = read;
  }, [table, read]);

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
