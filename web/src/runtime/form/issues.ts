/** Puts each issue where it belongs: under its field, in its cell, or at the head of the form. */
import type { Issue } from "~/api/types";
import { rowName, rowsOf } from "~/kinds/rows";
import type { Values } from "./values";

export interface PlacedIssue {
  code: string;
  message: string;
  hint: string;
  severity: "error" | "warning";
  /** The field, or null for the head of the form. */
  field: string | null;
  /** The row's own key, when the issue is about a row or a cell of it. */
  row: string | null;
  cell: string | null;
}

/** A blank field and the author's own sentence say all there is to say; a way out would only repeat it. */
export const COMPLETE: ReadonlySet<string> = new Set(["required", "pattern_message", "validation"]);

export function decodePointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Reads pointers against the values as they were sent, so that rows moved since keep their issues. */
export function placeIssues(
  issues: readonly Issue[],
  sent: Values,
  shown: ReadonlySet<string>,
): PlacedIssue[] {
  return issues.map((issue) => {
    const placed: PlacedIssue = {
      code: issue.code,
      message: issue.message,
      hint: COMPLETE.has(issue.code) ? "" : (issue.hint ?? ""),
      severity: issue.severity ?? "error",
      field: null,
      row: null,
      cell: null,
    };
    const [field, index, cell] = decodePointer(issue.pointer);
    if (field === undefined || !shown.has(field)) return placed;
    const row = index === undefined ? undefined : rowsOf(sent[field])[Number(index)];
    return { ...placed, field, row: row ? rowName(row) : null, cell: row ? (cell ?? null) : null };
  });
}

export function errorsOnly(issues: readonly PlacedIssue[]): PlacedIssue[] {
  return issues.filter((issue) => issue.severity === "error");
}

export function issuesAt(
  issues: readonly PlacedIssue[],
  field: string,
  row: string | null = null,
  cell: string | null = null,
): PlacedIssue[] {
  return issues.filter((issue) => issue.field === field && issue.row === row && issue.cell === cell);
}

/** Issues of a place leave when the person changes that place. */
export function withoutPlace(
  issues: readonly PlacedIssue[],
  field: string,
  row: string | null = null,
  cell: string | null = null,
): PlacedIssue[] {
  return issues.filter(
    (issue) => issue.field !== field || (cell !== null && (issue.row !== row || issue.cell !== cell)),
  );
}

/** The order in which a person meets them: the head first, then the fields as laid out, then rows and cells. */
export function inReadingOrder(
  issues: readonly PlacedIssue[],
  fields: readonly string[],
  values: Values,
): PlacedIssue[] {
  const rank = (issue: PlacedIssue): [number, number] => {
    if (issue.field === null) return [-1, 0];
    const row = rowsOf(values[issue.field]).findIndex((candidate) => rowName(candidate) === issue.row);
    return [fields.indexOf(issue.field), row];
  };
  return [...issues].sort((left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return a[0] - b[0] || a[1] - b[1];
  });
}
