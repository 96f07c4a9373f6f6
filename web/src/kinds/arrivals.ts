/** Whether files are still on their way, for whoever must not go on without them. */
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

export interface Uploading {
  key: number;
  file: File;
  /** From 0 to 1. */
  part: number;
  /** Why it did not arrive. */
  problem: string | null;
}

/** What has not arrived, of all boxes of a form. */
export class Arrivals {
  private boxes = new Map<object, readonly Uploading[]>();
  private listeners = new Set<() => void>();
  private state: Underway = NOTHING;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): Underway => this.state;

  tell(box: object, waiting: readonly Uploading[]): void {
    if (waiting.length > 0) this.boxes.set(box, waiting);
    else if (!this.boxes.delete(box)) return;
    const all = [...this.boxes.values()].flat();
    const nameOf = (one: Uploading | undefined): string | null => one?.file.name ?? null;
    this.state = {
      sending: nameOf(all.find(({ problem }) => problem === null)),
      failed: nameOf(all.find(({ problem }) => problem !== null)),
    };
    for (const listener of this.listeners) listener();
  }
}

/** The name of a file that is being sent, and of one that did not arrive. */
export interface Underway {
  sending: string | null;
  failed: string | null;
}

const NOTHING: Underway = { sending: null, failed: null };

export const ArrivalsContext = createContext<Arrivals | null>(null);

/** Tells whoever waits above of the files of one box. */
export function useTelling(waiting: readonly Uploading[]): void {
  const arrivals = useContext(ArrivalsContext);
  const box = useRef({});
  useEffect(() => arrivals?.tell(box.current, waiting), [arrivals, waiting]);
  useEffect(() => {
    const own = box.current;
    return () => arrivals?.tell(own, []);
  }, [arrivals]);
}

export interface Awaiting extends Underway {
  /** For the provider around the boxes. */
  arrivals: Arrivals;
  /** What the work that was asked for waits for. */
  awaited: string | null;
  /** Does the work once every file has arrived; where one has failed it is not done. */
  whenArrived: (work: () => void) => void;
}

/** Holds work back until all files are there; `onFailed` is told the name of one that did not arrive. */
export function useArrivals(onFailed: (name: string) => void): Awaiting {
  const arrivals = useMemo(() => new Arrivals(), []);
  const { sending, failed } = useSyncExternalStore(arrivals.subscribe, arrivals.snapshot);
  const [work, setWork] = useState<{ go: () => void } | null>(null);
  const latest = useRef(onFailed);
  latest.current = onFailed;

  useEffect(() => {
    if (work === null || (sending !== null && failed === null)) return;
    setWork(null);
    if (failed === null) work.go();
    else latest.current(failed);
  }, [work, sending, failed]);

  return {
    arrivals,
    sending,
    failed,
    awaited: work === null ? null : sending,
    whenArrived: (go) => setWork({ go }),
  };
}
