/** Names of people, departments and linked records by id, gathered from every answer that carries them. */
import type { FieldView, FormView, RecordData, Titled } from "./types";

/** Where an id belongs: "person", "department" or "form:<key>". */
export type Source = string;

const names = new Map<string, string>();
const listeners = new Set<() => void>();
let version = 0;
let announcing = false;

function announce(): void {
  if (announcing) return;
  announcing = true;
  queueMicrotask(() => {
    announcing = false;
    version += 1;
    for (const listener of listeners) listener();
  });
}

export const titles = {
  get: (source: Source, id: number): string | undefined => names.get(`${source}:${id}`),

  remember(source: Source, items: Iterable<Titled>): void {
    let changed = false;
    for (const { id, title } of items) {
      const name = `${source}:${id}`;
      if (names.get(name) === title) continue;
      names.set(name, title);
      changed = true;
    }
    if (changed) announce();
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  version: (): number => version,
};

function isTitled(value: unknown): value is Titled {
  return typeof value === "object" && value !== null && "id" in value && "title" in value;
}

/** The id of an expanded value, or the ids of a list of them, whose titles are remembered; others as they are. */
export function absorbValue(source: Source, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => absorbValue(source, item));
  if (!isTitled(value)) return value;
  titles.remember(source, [value]);
  return value.id;
}

/** The record with ids in place of expanded values, whose titles are remembered under the fields' sources. */
export function absorb(sources: Readonly<Record<string, Source>>, record: RecordData): RecordData {
  const flat: RecordData = { ...record };
  for (const [field, source] of Object.entries(sources)) {
    if (field in flat) flat[field] = absorbValue(source, flat[field]);
  }
  return flat;
}

const SYSTEM_SOURCES: Readonly<Record<string, Source>> = {
  owner: "person",
  created_by: "person",
  updated_by: "person",
  department: "department",
};

type Sourced = (field: FieldView) => Source | null;

/** Field key → where its ids belong, for every field of a form that names something else. */
export function sourcesOf(form: FormView, sourceOf: Sourced): Record<string, Source> {
  return { ...SYSTEM_SOURCES, ...sourcesAmong(form.fields, sourceOf) };
}

/** The same for fields by themselves, such as those of a sub-table's rows. */
export function sourcesAmong(fields: readonly FieldView[], sourceOf: Sourced): Record<string, Source> {
  const found: Record<string, Source> = {};
  for (const field of fields) {
    const source = sourceOf(field);
    if (source) found[field.key] = source;
  }
  return found;
}
