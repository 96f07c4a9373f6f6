/** Whether a flow holds a record, so that nobody changes it meanwhile but by a task. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { flowKeys, flows } from "~/api/flows";

/** What the flow that holds the record is called. */
export function useHolding(app: string, form: string, id: number, version: number): string | null {
  const { data } = useQuery({
    queryKey: flowKeys.over(app, form, id, version),
    queryFn: () => flows.overRecord(app, form, id),
    placeholderData: keepPreviousData,
  });
  return data?.items.find((one) => one.is_holding)?.flow.title ?? null;
}
