/** Listens to the page's stream of events for as long as something is shown. */
import { useEffect, useSyncExternalStore } from "react";
import { useStable } from "~/ui/stable";
import { live, type News, type Standing, type Topic } from "./stream";

export function useLive<Name extends Topic>(topic: Name, listener: (news: News[Name]) => void): void {
  const stable = useStable(listener);
  useEffect(() => live.listen(topic, stable), [topic, stable]);
}

export function useStanding(): Standing {
  return useSyncExternalStore(live.subscribe, live.get);
}
