/** A field whose kind this browser has no file for: shown as text, never edited. */
import { defineField } from "./define";

function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? Object.values(value).map(toText).join(" ") : String(value);
}

export const unknownKind = defineField<unknown>({
  kind: "",
  Edit: ({ value }) => <span>{toText(value)}</span>,
  Read: ({ value }) => <span>{toText(value)}</span>,
  Cell: ({ value }) => <span>{toText(value)}</span>,
  CellEdit: () => null,
  toText,
  fromText: () => ({ problem: "" }),
  toExpression: (value) => value,
  width: 160,
  align: "left",
});
