/** What can be done with the roles of an application, and with what they may do, as edits of its definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import { freeKey } from "../names";
import { type Place, read } from "../place";

export interface RoleDefinition extends JsonObject {
  readonly key: string;
}

export const rolePlace = (role: string): Place => ["roles", { key: role }];
export const grantsPlace = (role: string): Place => [...rolePlace(role), "grants"];
export const grantPlace = (role: string, form: string): Place => [...grantsPlace(role), { key: form }];
export const scopesPlace = (role: string, form: string, action: string): Place => [
  ...grantPlace(role, form),
  "scopes",
  action,
];

function isRole(value: Json): value is RoleDefinition {
  return isObject(value) && typeof value.key === "string";
}

export function rolesOf(document: Json): readonly RoleDefinition[] {
  return listOf(objectOf(document).roles).filter(isRole);
}

export function roleOf(document: Json, role: string): RoleDefinition | undefined {
  return rolesOf(document).find(({ key }) => key === role);
}

export function freeRoleKey(document: Json, wanted: string): string {
  return freeKey(
    wanted,
    rolesOf(document).map(({ key }) => key),
  );
}

export function addRole(key: string, label: Label, grants: readonly JsonObject[]): readonly Edit[] {
  return [{ do: "insert", into: ["roles"], item: { key, label: { ...label }, grants }, before: null }];
}

/** Another role that may do the same, behind the first. */
export function copyRole(document: Json, role: string, key: string, label: Label): readonly Edit[] {
  const roles = rolesOf(document);
  const place = roles.findIndex((one) => one.key === role);
  const original = roles[place];
  if (!original) return [];
  const before = roles[place + 1]?.key ?? null;
  return [{ do: "insert", into: ["roles"], item: { ...original, key, label: { ...label } }, before }];
}

/** A page of records that is for the holders of a role, alone or with those of others. */
export interface PageOfRole {
  page: RoleDefinition;
  roles: readonly string[];
  isAlone: boolean;
}

/** What becomes of pages that only holders of a role get, when it goes. */
export type OwnPages = "removed" | "everybody";

export function pagesNaming(document: Json, role: string): readonly PageOfRole[] {
  return listOf(objectOf(document).pages)
    .filter(isRole)
    .map((page) => ({ page, roles: listOf(page.roles).map(String) }))
    .filter(({ roles }) => roles.includes(role))
    .map(({ page, roles }) => ({ page, roles, isAlone: roles.every((one) => one === role) }));
}

/** The role with its name on the pages; a page that would be nobody's goes, or is everybody's from then on. */
export function removeRole(document: Json, role: string, own: OwnPages = "removed"): readonly Edit[] {
  const pages = pagesNaming(document, role).map(({ page, roles, isAlone }): Edit => {
    if (isAlone && own === "removed") return { do: "remove", from: ["pages"], name: page.key };
    const left = roles.filter((one) => one !== role);
    return {
      do: "set",
      at: ["pages", { key: page.key }, "roles"],
      value: left.length > 0 ? left : undefined,
    };
  });
  return [...pages, { do: "remove", from: ["roles"], name: role }];
}

/** What the role may do with a form's records, all of it at once; nothing takes the form away from the role. */
export function setGrant(
  document: Json,
  role: string,
  form: string,
  grant: JsonObject | null,
): readonly Edit[] {
  const before = read(document, grantPlace(role, form));
  const from = grantsPlace(role);
  const taken: Edit[] = before === undefined ? [] : [{ do: "remove", from, name: form }];
  if (grant === null) return taken;
  const next = nameAfter(document, role, form);
  return [...taken, { do: "insert", into: from, item: { ...grant, form }, before: next }];
}

function nameAfter(document: Json, role: string, form: string): string | null {
  const forms = listOf(read(document, grantsPlace(role))).map((grant) => String(objectOf(grant).form));
  const place = forms.indexOf(form);
  return place < 0 ? null : (forms[place + 1] ?? null);
}

/** A member of a grant, which is made where the role had none for the form. */
function within(
  document: Json,
  role: string,
  form: string,
  at: Place,
  value: Json | undefined,
): readonly Edit[] {
  const place = grantPlace(role, form);
  const made: Edit[] =
    read(document, place) === undefined
      ? [{ do: "insert", into: grantsPlace(role), item: { form, scopes: {} }, before: null }]
      : [];
  return [...made, { do: "set", at: [...place, ...at], value }];
}

/** On which records the role may do something; on none refuses it. */
export function setScopes(
  document: Json,
  role: string,
  form: string,
  action: string,
  scopes: readonly Json[],
): readonly Edit[] {
  return within(document, role, form, ["scopes", action], scopes.length > 0 ? scopes : undefined);
}

/** What the role may do with a field; nothing leaves it to what holds for the others. */
export function setFieldAccess(
  document: Json,
  role: string,
  form: string,
  path: string,
  access: string | undefined,
): readonly Edit[] {
  if (access === undefined && read(document, [...grantPlace(role, form), "fields", path]) === undefined)
    return [];
  return within(document, role, form, ["fields", path], access);
}

/** The same for every field of the form. */
export function setAllFields(document: Json, role: string, form: string, access: string): readonly Edit[] {
  const place = grantPlace(role, form);
  const named = read(document, [...place, "fields"]);
  return [
    ...(named === undefined ? [] : [{ do: "set", at: [...place, "fields"], value: undefined } as const]),
    ...within(document, role, form, ["other_fields"], access),
  ];
}
