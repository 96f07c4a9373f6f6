/** One record, read with the names of everything that it refers to. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import { absorb, sourcesOf } from "~/api/titles";
import type { FormView, RecordData } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { useCurrentApp } from "../AppContext";

/** The record with ids in place of names; the names are remembered where titles are looked up. */
export function flatten(form: FormView, record: RecordData): RecordData {
  const sources = sourcesOf(form, (field) => fieldKind(field.kind).source?.(field) ?? null);
  return absorb(sources, record);
}

export function useRecord(form: FormView, id: number): UseQueryResult<RecordData> {
  const app = useCurrentApp().key;
  return useQuery({
    queryKey: keys.record(app, form.key, id),
    queryFn: async ({ signal }) => flatten(form, await records.get(app, form.key, id, "*", signal)),
  });
}
