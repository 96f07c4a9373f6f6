/** Words that were not sent yet, kept in this browser, so that a closed page or an ended session loses none. */
import type { ShownPart } from "~/api/discussions";
import { isEmpty } from "./parts";

export function keepingName(person: number, app: string, form: string, id: number): string {
  return ["mortise.comment", person, app, form, id].join(":");
}

export function keptComment(name: string): ShownPart[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    return Array.isArray(kept) ? (kept as ShownPart[]) : null;
  } catch {
    return null;
  }
}

/** A full or forbidden storage must not stop a person from typing. */
export function keepComment(name: string, parts: readonly ShownPart[]): void {
  try {
    if (isEmpty(parts)) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(parts));
  } catch {
    return;
  }
}

export function dropComment(name: string): void {
  keepComment(name, []);
}
