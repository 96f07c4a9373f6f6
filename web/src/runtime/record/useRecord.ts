/** One record, read with the names of everything that it refers to. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import type { FormView, RecordData } from "~/api/types";
import { useCurrentApp } from "../AppContext";
import { flatten } from "../flat";

export function useRecord(form: FormView, id: number): UseQueryResult<RecordData> {
  const app = useCurrentApp().key;
  return useQuery({
    queryKey: keys.record(app, form.key, id),
    queryFn: async ({ signal }) => flatten(form, await records.get(app, form.key, id, "*", signal)),
  });
}
