/** Values with plain ids in them, and the names that came along remembered where titles are looked up. */
import { absorb, sourcesOf, titles } from "~/api/titles";
import type { FieldView, FormView, RecordData, Titled } from "~/api/types";
import { fieldKind } from "~/kinds/registry";

function sourceOf(field: FieldView): string | null {
  return fieldKind(field.kind).source?.(field) ?? null;
}

export function flatten(form: FormView, record: RecordData): RecordData {
  return absorb(sourcesOf(form, sourceOf), record);
}

/** One value of a field, as `flatten` would leave it. */
export function flattenValue(field: FieldView, value: unknown): unknown {
  const source = sourceOf(field);
  if (source === null || typeof value !== "object" || value === null || !("id" in value)) return value;
  titles.remember(source, [value as Titled]);
  return value.id;
}
