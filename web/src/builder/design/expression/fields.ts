/** The fields that conditions at a place may compare, with the ways in which each is compared. */
import type { FieldOutline, Outline } from "~/api/designing";
import type { FieldView } from "~/api/types";
import type { Json } from "../../document/json";
import { fieldView, type Kinds } from "../draftView";
import type { Fields } from "./rows";
import type { Named } from "./scope";

export function outlineOf(outline: Outline, { form, rows, field }: Named): FieldOutline | undefined {
  const fields = outline.forms[form]?.fields;
  return (rows ? fields?.[rows]?.fields : fields)?.[field.key];
}

const isList = (type: unknown): boolean => typeof type === "object" && type !== null && "list" in type;

/** Whether a path goes over several rows or records, which no row of a condition compares. */
function goesOverMany(outline: Outline, { rows, by, path }: Named, home: string): boolean {
  if (by === null || path.startsWith("parent.")) return false;
  if (rows !== null && by === rows) return true;
  const leading = outline.forms[home]?.fields[by];
  return leading === undefined || isList(leading.type);
}

/** By path, in the order of the scope; only what the language can compare. */
export function comparable(
  scope: readonly Named[],
  outline: Outline,
  { kinds, document }: { kinds: Kinds; document: Json },
  home: string,
): Fields {
  const found = scope.flatMap((named): [string, FieldView][] => {
    const known = outlineOf(outline, named);
    const operators = known?.operators.filter(({ pattern }) => pattern !== undefined) ?? [];
    if (!known || operators.length === 0 || goesOverMany(outline, named, home)) return [];
    const view = fieldView(named.field, kinds, document);
    const label = { "zh-CN": named.label, en: named.label };
    return [[named.path, { ...view, key: named.path, label, operators, type: { name: nameOf(known.type) } }]];
  });
  return new Map(found);
}

/** The other fields that a value of the type can be compared with. */
export function alike(fields: Fields, path: string, type: string): readonly FieldView[] {
  return [...fields.values()].filter((field) => {
    const { name } = field.type as { name: string };
    return field.key !== path && name === type;
  });
}

function nameOf(type: unknown): string {
  if (typeof type === "string") return type;
  return typeof type === "object" && type !== null ? (Object.keys(type)[0] ?? "") : "";
}
