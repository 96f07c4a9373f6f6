/** What a role may do with a form, read as people speak of it: presets, actions on records, access to fields. */
import type { Grant, RowScope } from "~/schema/types";
import { grantPlace, type RoleDefinition } from "../document/commands/roles";
import { equal, isObject, type Json, type JsonObject } from "../document/json";
import { type FieldDefinition, type FormDefinition, fieldsOf, hasRows } from "../document/model";
import { read } from "../document/place";

export type Scopes = NonNullable<Grant["scopes"]>;
export type Action = keyof Scopes;
export type Access = NonNullable<Grant["other_fields"]>;
export type ScopeKind = RowScope["kind"];

/** Every action once, in the groups in which people look for them. */
export const ACTION_GROUPS = {
  records: ["create", "view", "edit", "press", "delete"],
  others: ["comment", "transfer", "share"],
  data: ["import", "export", "print", "bulk_edit"],
} as const satisfies Record<string, readonly Action[]>;
export const ACTIONS: readonly Action[] = Object.values(ACTION_GROUPS).flat();
/** Those that a glance must tell. */
export const MAIN_ACTIONS: readonly Action[] = ["create", "view", "edit", "delete"];

/** Scopes that need no further setting, the widest first. */
export const PLAIN_SCOPES: readonly ScopeKind[] = [
  "all",
  "owner",
  "own",
  "joined",
  "shared",
  "departments_below",
  "department",
  "managed_departments",
  "subordinates",
];
/** What may be done with a field, the most first. */
export const ACCESSES: readonly Access[] = ["write", "read", "masked", "hidden"];

export type Preset = "nothing" | "submit" | "mine" | "add_view_all" | "manage_all" | "view_all";

const ALL: readonly RowScope[] = [{ kind: "all" }];
const MINE: readonly RowScope[] = [{ kind: "owner" }];

const may = (scopes: readonly RowScope[], actions: readonly Action[]): Scopes =>
  Object.fromEntries(actions.map((action) => [action, scopes]));

const SCOPES: Record<Exclude<Preset, "nothing">, Scopes> = {
  submit: may(ALL, ["create"]),
  mine: may(MINE, ["create", "view", "edit", "press", "delete", "comment", "print"]),
  add_view_all: may(ALL, ["create", "view", "comment", "print"]),
  manage_all: may(ALL, ACTIONS),
  view_all: may(ALL, ["view", "print"]),
};
export const PRESETS: readonly Preset[] = [
  "nothing",
  "submit",
  "mine",
  "add_view_all",
  "manage_all",
  "view_all",
];

/** The grant of a role for a form, as it is written. */
export function grantOf(role: RoleDefinition, form: string): Grant | null {
  const [, , ...within] = grantPlace(role.key, form);
  const found = read(role, within);
  return isObject(found) ? (found as unknown as Grant) : null;
}

export const scopesOf = (grant: Grant | null, action: Action): readonly RowScope[] =>
  grant?.scopes?.[action] ?? [];

/** A preset for a form; what was said of its fields stays. */
export function presetGrant(preset: Preset, form: string, before: Grant | null): JsonObject | null {
  if (preset === "nothing") return null;
  const kept = before ? { ...(before as unknown as JsonObject) } : {};
  return { ...kept, form, scopes: SCOPES[preset] as unknown as Json };
}

const granted = (scopes: Scopes | undefined): Json =>
  Object.fromEntries(
    ACTIONS.flatMap((action) => {
      const given = scopes?.[action] ?? [];
      return given.length > 0 ? [[action, given as unknown as Json]] : [];
    }),
  );

/** A form may have nothing to press: a preset is one without that, too. */
function isPreset(scopes: Scopes, given: Json): boolean {
  const { press: _, ...rest } = scopes;
  return equal(granted(scopes), given) || equal(granted(rest), given);
}

/** The preset that the grant is, whatever it says of fields; null when it is one's own making. */
export function presetOf(grant: Grant | null): Preset | null {
  const given = granted(grant?.scopes);
  if (isObject(given) && Object.keys(given).length === 0) return "nothing";
  return PRESETS.find((preset) => preset !== "nothing" && isPreset(SCOPES[preset], given)) ?? null;
}

/** How far an action goes: on every record, on some, on none. */
export function reach(grant: Grant | null, action: Action): "all" | "some" | "none" {
  const scopes = scopesOf(grant, action);
  if (scopes.length === 0) return "none";
  return scopes.some(({ kind }) => kind === "all") ? "all" : "some";
}

export interface FieldLine {
  path: string;
  field: FieldDefinition;
  /** The sub-table whose column it is. */
  table: FieldDefinition | null;
}

/** Every field of the form, the columns of a sub-table below it. */
export function fieldLines(form: FormDefinition): readonly FieldLine[] {
  return fieldsOf(form).flatMap((field): FieldLine[] => [
    { path: field.key, field, table: null },
    ...(hasRows(field)
      ? fieldsOf(field).map((column) => ({
          path: `${field.key}.${column.key}`,
          field: column,
          table: field,
        }))
      : []),
  ]);
}

const least = (one: Access, other: Access): Access =>
  ACCESSES.indexOf(one) > ACCESSES.indexOf(other) ? one : other;

/** What the grant leaves of a field; a column has at most what its sub-table has, and nobody writes a computed one. */
export function accessOf(grant: Grant | null, path: string, computed: boolean): Access {
  const [outer = "", inner] = path.split(".");
  const named = grant?.fields ?? {};
  const whole = named[outer] ?? grant?.other_fields ?? "write";
  const own = inner === undefined ? whole : least(whole, named[path] ?? whole);
  return computed ? least(own, "read") : own;
}

/** What has to be written so that the field has the access; nothing where it has it anyway. */
export function writtenAccess(grant: Grant | null, path: string, access: Access): Access | undefined {
  const [outer = "", inner] = path.split(".");
  const others = grant?.other_fields ?? "write";
  const without = inner === undefined ? others : (grant?.fields?.[outer] ?? others);
  return access === without ? undefined : access;
}

/** How many fields the role gets less of than it may write of the form. */
export function keptFields(grant: Grant | null, form: FormDefinition): number {
  if (!grant) return 0;
  return fieldLines(form).filter(({ path }) => {
    const access = accessOf(grant, path, false);
    return access === "hidden" || access === "masked";
  }).length;
}
