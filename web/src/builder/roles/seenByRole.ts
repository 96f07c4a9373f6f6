/** What a role sees of a form while it is being designed: as its rights stand in the draft. */
import type { FieldView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import type { RoleDefinition } from "../document/commands/roles";
import { type Access, accessOf, grantOf, reach } from "./grants";

export interface Seen {
  /** Whether the form is there for the role at all. */
  opens: boolean;
  adds: boolean;
  changes: boolean;
  presses: boolean;
  access: (path: string, computed: boolean) => Access;
}

const EVERYTHING: Seen = { opens: true, adds: true, changes: true, presses: true, access: () => "write" };

/** Without a role everything, as an administrator sees it. */
export function seenBy(role: RoleDefinition | undefined, form: string): Seen {
  if (!role || role.administrator === true) return EVERYTHING;
  const grant = grantOf(role, form);
  const adds = reach(grant, "create") !== "none";
  const changes = reach(grant, "edit") !== "none";
  return {
    opens: adds || changes || reach(grant, "view") !== "none",
    adds,
    changes,
    presses: reach(grant, "press") !== "none",
    access: (path, computed) => accessOf(grant, path, computed),
  };
}

/** A field with those of its columns that are seen; null where it is hidden. */
export function fieldSeen(field: FieldView, seen: Seen): FieldView | null {
  if (fieldKind(field.kind).acts)
    return seen.presses && seen.access(field.key, false) === "write" ? field : null;
  if (seen.access(field.key, field.computed) === "hidden") return null;
  if (!Array.isArray(field.fields)) return field;
  const columns = field.fields as readonly FieldView[];
  const left = columns.filter(
    (column) => seen.access(`${field.key}.${column.key}`, column.computed) !== "hidden",
  );
  return left.length === columns.length ? field : { ...field, fields: left };
}
