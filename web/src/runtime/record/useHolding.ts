/** Whether a flow runs over a record, so that nobody deletes it meanwhile, nor changes it but by a task. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { flowKeys, flows } from "~/api/flows";

interface Holding {
  /** What the flow is called that keeps the record from being changed. */
  changes: string | null;
  /** What the flow is called that keeps the record from being deleted. */
  deletion: string | null;
}

export function useHolding(app: string, form: string, id: number, version: number): Holding {
  const { data } = useQuery({
    queryKey: flowKeys.over(app, form, id, version),
    queryFn: () => flows.overRecord(app, form, id),
    placeholderData: keepPreviousData,
  });
  const running = data?.items.filter(({ state }) => state === "running") ?? [];
  return {
    changes: running.find((one) => one.is_holding)?.flow.title ?? null,
    deletion: running[0]?.flow.title ?? null,
  };
}
