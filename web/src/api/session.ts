/** Who is signed in, known to every part of the page; asks for a new sign-in when the session ends meanwhile. */
import { useSyncExternalStore } from "react";
import type { Me } from "./types";

export type SessionState =
  | { state: "unknown"; me: null }
  | { state: "out"; me: null }
  | { state: "in"; me: Me }
  | { state: "expired"; me: Me };

let current: SessionState = { state: "unknown", me: null };
const listeners = new Set<() => void>();
let waiting: (() => void)[] = [];

function become(next: SessionState): void {
  current = next;
  for (const listener of listeners) listener();
}

export const session = {
  get: (): SessionState => current,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  isOpen: (): boolean => current.me !== null,

  /** Whether the person is signed in and owes nothing before working. */
  isReady: (): boolean => current.state === "in" && !current.me.person.must_change_password,

  /** Resolves when the person has signed in again. */
  renewed(): Promise<void> {
    if (current.me && current.state !== "expired") become({ state: "expired", me: current.me });
    return new Promise((resolve) => waiting.push(resolve));
  },

  /** Resolves when the person has chosen a password, as the server asks. */
  passwordChosen(): Promise<void> {
    const { me } = current;
    if (current.state === "in" && me && !me.person.must_change_password)
      become({ state: "in", me: { ...me, person: { ...me.person, must_change_password: true } } });
    return new Promise((resolve) => waiting.push(resolve));
  },

  /** Whoever signs in now is `me`; another person's page must not go on with what stood here. */
  open(me: Me): void {
    const before = current.me;
    if (before && before.person.id !== me.person.id) {
      window.location.reload();
      return;
    }
    become({ state: "in", me });
    if (me.person.must_change_password) return;
    const resumed = waiting;
    waiting = [];
    for (const resume of resumed) resume();
  },

  close(): void {
    become({ state: "out", me: null });
  },
};

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** The person signed in; only for what is drawn inside the shell. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error("Nobody is signed in.");
  return me;
}
