/** Values with plain ids in them, and the names that came along remembered where titles are looked up. */
import { absorb, absorbValue, sourcesAmong, sourcesOf } from "~/api/titles";
import type { FieldView, FormView, RecordData } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { rowFields } from "./form/fields";

function sourceOf(field: FieldView): string | null {
  return fieldKind(field.kind).source?.(field) ?? null;
}

export function flatten(form: FormView, record: RecordData): RecordData {
  const flat = absorb(sourcesOf(form, sourceOf), record);
  for (const field of form.fields) {
    const cells = rowFields(field);
    const rows = flat[field.key];
    if (!cells || !Array.isArray(rows)) continue;
    const sources = sourcesAmong(cells, sourceOf);
    flat[field.key] = rows.map((row: RecordData) => absorb(sources, row));
  }
  return flat;
}

/** One value of a field, as `flatten` would leave it. */
export function flattenValue(field: FieldView, value: unknown): unknown {
  const source = sourceOf(field);
  return source === null ? value : absorbValue(source, value);
}
