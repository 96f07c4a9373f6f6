/** The tasks of the person at the screen, read again whenever a flow moves. */
import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { flowKeys, flows, type TaskCounts, type TaskList, type TaskQuery } from "~/api/flows";
import { useLive, useStanding } from "../live/useLive";

/** How often one looks where the stream of events tells nothing, and where it does. */
const LOOK_MS = 30_000;
const SELDOM_MS = 300_000;

export const forgetFlows = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ queryKey: flowKeys.all });

export function useForgetFlows(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => forgetFlows(queries), [queries]);
}

/** Reads again what is shown of flows when one of them moved. */
export function useFlowNews(): void {
  const forget = useForgetFlows();
  useLive("tasks", () => void forget());
  useLive("reread", () => void forget());
}

export function useCounts(): TaskCounts | undefined {
  const standing = useStanding();
  useFlowNews();
  return useQuery({
    queryKey: flowKeys.counts,
    queryFn: flows.counts,
    refetchInterval: standing === "open" ? SELDOM_MS : LOOK_MS,
    refetchOnWindowFocus: true,
  }).data;
}

export function useTasks(list: TaskList, query: TaskQuery) {
  return useInfiniteQuery({
    queryKey: flowKeys.list(list, query),
    queryFn: ({ pageParam }) => flows.tasks(list, query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
