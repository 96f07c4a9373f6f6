/** Which kept answers a change of records makes old. Pure. */
import type { QueryKey } from "@tanstack/react-query";
import type { AppView } from "~/api/types";
import type { RecordsNews } from "./stream";

/** Changes of one form, gathered over a moment. */
export interface Gathered {
  app: string;
  form: string;
  /** Null: any of them may have changed. */
  ids: ReadonlySet<number> | null;
}

export function gather(news: readonly RecordsNews[]): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const { app, form, changes } of news) {
    const name = `${app}/${form}`;
    const before = found.get(name);
    const ids =
      changes && before?.ids !== null
        ? new Set([...(before?.ids ?? []), ...changes.map(({ id }) => id)])
        : null;
    found.set(name, { app, form, ids });
  }
  return [...found.values()];
}

/** Whether an answer tells of the changed records: a list of their form, one of them, or a list of them on the page of
 * a record that they belong to. */
export function isTouched(key: QueryKey, changed: Gathered, app: AppView | undefined): boolean {
  const [kind, inApp, form, part, id, detail, inverse] = key;
  if (kind !== "records" || inApp !== changed.app) return false;
  if (detail === "related" && inverseForm(app, form, inverse) === changed.form) return true;
  if (form !== changed.form) return false;
  return part !== "one" || changed.ids === null || (typeof id === "number" && changed.ids.has(id));
}

function inverseForm(app: AppView | undefined, form: unknown, inverse: unknown): string | undefined {
  const owner = app?.forms.find(({ key }) => key === form);
  return owner?.inverses.find(({ key }) => key === inverse)?.form;
}
