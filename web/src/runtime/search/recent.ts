/** The records that a person opened last, on this device. Only where they are is kept: what they are called is read anew,
 * so that nobody reads here what they may not read any more. */
import { useEffect } from "react";
import { useMe } from "~/api/session";

export interface Visited {
  app: string;
  form: string;
  id: number;
}

const MOST = 6;
const nameOf = (person: number): string => `mortise.recent.${person}`;

function isVisited(one: unknown): one is Visited {
  const found = one as Partial<Visited> | null;
  return typeof found?.app === "string" && typeof found.form === "string" && Number.isSafeInteger(found.id);
}

export function readRecent(person: number): Visited[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(person)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isVisited).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function useVisit(app: string, form: string, id: number): void {
  const { person } = useMe();
  useEffect(() => {
    const others = readRecent(person.id).filter(
      (one) => one.app !== app || one.form !== form || one.id !== id,
    );
    localStorage.setItem(nameOf(person.id), JSON.stringify([{ app, form, id }, ...others].slice(0, MOST)));
  }, [person.id, app, form, id]);
}
