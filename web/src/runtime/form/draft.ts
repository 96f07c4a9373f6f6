/** Keeps what was typed in this browser until it is saved, so that a closed tab or an ended session loses nothing. */
import type { Values } from "./values";

export interface Draft {
  version: number | null;
  values: Values;
  at: string;
}

const PREFIX = "mortise.draft";
const OLDEST_DAYS = 14;

export function draftKey(person: number, app: string, form: string, id: number | null): string {
  return [PREFIX, person, app, form, id ?? "new"].join(":");
}

export function readDraft(storage: Storage, key: string, now: Date): Draft | null {
  try {
    const text = storage.getItem(key);
    if (text === null) return null;
    const draft = JSON.parse(text) as Draft;
    const age = now.getTime() - new Date(draft.at).getTime();
    if (age <= OLDEST_DAYS * 86_400_000 && typeof draft.values === "object") return draft;
    storage.removeItem(key);
  } catch {
    dropDraft(storage, key);
  }
  return null;
}

/** A full or forbidden storage must not stop a person from typing. */
export function writeDraft(storage: Storage, key: string, draft: Draft): boolean {
  try {
    storage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(storage: Storage, key: string): void {
  try {
    storage.removeItem(key);
  } catch {
    return;
  }
}
