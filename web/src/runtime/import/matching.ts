/** Guesses which column of a file belongs to which field. */
import type { FieldView } from "~/api/types";

export interface Match {
  column: string;
  /** The field's key, or null when the column is left out. */
  field: string | null;
  confidence: "exact" | "likely" | "none";
}

/** Each field is given to one column at most; exact names come before alike ones. */
export function guessMatches(columns: readonly string[], fields: readonly FieldView[]): Match[] {
  const free = new Set(fields);
  const found = new Map<number, Match>();
  const claim = (test: (name: string, field: FieldView) => boolean, confidence: Match["confidence"]) => {
    columns.forEach((column, index) => {
      const name = fold(column);
      if (found.has(index) || name === "") return;
      const field = [...free].find((candidate) => test(name, candidate));
      if (!field) return;
      free.delete(field);
      found.set(index, { column, field: field.key, confidence });
    });
  };
  claim((name, field) => names(field).includes(name), "exact");
  claim((name, field) => names(field).some((known) => alike(name, known)), "likely");
  return columns.map((column, index) => found.get(index) ?? { column, field: null, confidence: "none" });
}

function names(field: FieldView): string[] {
  return [field.key, field.label["zh-CN"], field.label.en].map((name) => fold(name ?? "")).filter(Boolean);
}

/** Letters and digits only, in one case and width: "Sub-Category*" and "sub_category" are the same name. */
export function fold(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** One name holds the other, and the rest is short: 客户名称 and 名称, "Order date" and "order date (UTC)". */
function alike(name: string, known: string): boolean {
  const [short, long] = name.length < known.length ? [name, known] : [known, name];
  return short.length >= 2 && long.includes(short) && short.length * 2 >= long.length;
}
