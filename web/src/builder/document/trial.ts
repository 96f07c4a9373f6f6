/** For tests: a definition, chance that can be repeated, anything that a builder may do, and JSON Patch by the book. */
import {
  addColumn,
  addFields,
  copied,
  moveColumn,
  placeFields,
  removeColumns,
  removeFields,
} from "./commands/fields";
import { addForm, freeFormKey, removeForm } from "./commands/forms";
import {
  addRole,
  copyRole,
  freeRoleKey,
  removeRole,
  rolesOf,
  setAllFields,
  setFieldAccess,
  setGrant,
  setScopes,
} from "./commands/roles";
import {
  addSection,
  freeSectionKey,
  moveSection,
  removeSection,
  setColumns,
  setSpan,
} from "./commands/sections";
import { renameField, setMember, setText } from "./commands/settings";
import { addStatic } from "./commands/statics";
import type { Edit, Operation } from "./edit";
import type { Json, JsonObject } from "./json";
import { fieldsOf, fieldsPlace, formOf, formsOf, hasRows, sectionPlace, sectionsOf } from "./model";
import { freeKey } from "./names";

export const DOCUMENT: Json = {
  key: "visits",
  label: { "zh-CN": "拜访", en: "Visits" },
  menu: [
    { key: "visit", form: "visit" },
    { key: "more", label: { en: "More" }, entries: [{ key: "customer", form: "customer" }] },
  ],
  forms: [
    {
      key: "visit",
      label: { en: "Visit" },
      title_field: "name",
      fields: [
        { kind: "text", key: "name", label: { en: "Name" } },
        { kind: "number", key: "amount", label: { en: "Amount" }, decimals: 2 },
        { kind: "date", key: "day", label: { en: "Day" } },
        {
          kind: "table",
          key: "lines",
          label: { en: "Lines" },
          fields: [
            { kind: "text", key: "item", label: { en: "Item" } },
            { kind: "number", key: "quantity", label: { en: "Quantity" } },
          ],
        },
      ],
      layout: {
        sections: [
          { key: "main", columns: 2, cells: [{ field: "name" }, { field: "amount" }] },
          { key: "more", label: { en: "More" }, columns: 1, cells: [{ field: "lines" }, { field: "day" }] },
        ],
      },
      sort: [{ field: "day", descending: true }],
    },
    {
      key: "customer",
      label: { en: "Customer" },
      title_field: "name",
      fields: [
        { kind: "text", key: "name", label: { en: "Name" } },
        { kind: "email", key: "email", label: { en: "Mail" } },
      ],
    },
  ],
  roles: [
    {
      key: "seller",
      label: { en: "Seller" },
      grants: [{ form: "visit", scopes: { view: [{ kind: "owner" }] } }],
    },
  ],
  views: [{ kind: "grid", key: "all", form: "visit", columns: [{ field: "name" }, { field: "amount" }] }],
};

export type Chance = () => number;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(list: readonly T[], by: Chance): T | undefined {
  return list[Math.floor(by() * list.length)];
}

let words = 0;
export function word(): string {
  words += 1;
  return `word ${words}`;
}

/** The edits of something that a builder may do with the document as it is. */
export function anything(document: Json, by: Chance): readonly Edit[] {
  const form = pick(formsOf(document), by);
  if (!form) return [];
  const fields = fieldsOf(form);
  const field = pick(fields, by);
  const section = pick(sectionsOf(form), by);
  const cell = pick(section?.cells ?? [], by);
  const table = fields.find(hasRows);
  const role = pick(rolesOf(document), by)?.key;
  const column = pick(fieldsOf(table), by);
  const before = by() < 0.3 ? null : (cell?.field ?? null);
  const target = section ? { section: section.key, before, beside: by() < 0.3 } : null;
  const fresh = (key: string) => ({ kind: "text", key, label: { en: word() } });
  const choices: (() => readonly Edit[])[] = [
    () =>
      addFields(
        document,
        form.key,
        [
          fresh(
            freeKey(
              "text",
              fields.map(({ key }) => key),
            ),
          ),
        ],
        target,
      ),
    () => (field && target ? placeFields(document, form.key, [field.key], target) : []),
    () =>
      target
        ? placeFields(
            document,
            form.key,
            fields.slice(0, 2).map(({ key }) => key),
            target,
          )
        : [],
    () => (field ? removeFields(document, form.key, [field.key]) : []),
    () =>
      field
        ? addFields(document, form.key, copied(document, form.key, [field], { en: " copy" }), target)
        : [],
    () =>
      field ? setText(document, [...fieldsPlace(form.key), { key: field.key }], "label", "en", word()) : [],
    () =>
      field ? setText(document, [...fieldsPlace(form.key), { key: field.key }], "help", "en", word()) : [],
    () => (field ? setMember([...fieldsPlace(form.key), { key: field.key }], "required", by() < 0.5) : []),
    () => (field ? setMember([...fieldsPlace(form.key), { key: field.key }], "required", undefined) : []),
    () =>
      field
        ? renameField(document, form.key, field.key, freeKey(`renamed_${field.key}`.slice(0, 30), []))
        : [],
    () =>
      addSection(
        document,
        form.key,
        { key: freeSectionKey(document, form.key), label: { en: word() }, columns: 2 },
        null,
      ),
    () =>
      section
        ? addStatic(document, form.key, by() < 0.5 ? {} : { text: { en: word() } }, {
            section: section.key,
            before: pick(section.cells, by)?.field ?? null,
          }).edits
        : [],
    () =>
      section ? moveSection(document, form.key, section.key, pick(sectionsOf(form), by)?.key ?? null) : [],
    () => (section ? removeSection(document, form.key, section.key) : []),
    () => (section ? setColumns(document, form.key, section.key, 1 + Math.floor(by() * 4)) : []),
    () => (section ? setText(document, sectionPlace(form.key, section.key), "label", "en", word()) : []),
    () => (cell ? setSpan(document, form.key, cell.field, 1 + Math.floor(by() * 4)) : []),
    () =>
      table
        ? addColumn(
            form.key,
            table.key,
            fresh(
              freeKey(
                "column",
                fieldsOf(table).map(({ key }) => key),
              ),
            ),
            column?.key ?? null,
          )
        : [],
    () =>
      table && column
        ? moveColumn(form.key, table.key, column.key, pick(fieldsOf(table), by)?.key ?? null)
        : [],
    () => (table && column ? removeColumns(form.key, table.key, [column.key]) : []),
    () =>
      addForm(document, {
        key: freeFormKey(document, "form"),
        label: { en: word() },
        icon: "FormOutlined",
        title: fresh("name"),
      }),
    () => addRole(freeRoleKey(document, "role"), { en: word() }, []),
    () => (role ? copyRole(document, role, freeRoleKey(document, role), { en: word() }) : []),
    () => (role && by() < 0.3 ? removeRole(document, role, by() < 0.5 ? "removed" : "everybody") : []),
    () => (role ? setGrant(document, role, form.key, by() < 0.5 ? null : { scopes: {} }) : []),
    () =>
      role
        ? setScopes(
            document,
            role,
            form.key,
            "view",
            by() < 0.3 ? [] : [{ kind: by() < 0.5 ? "all" : "own" }],
          )
        : [],
    () =>
      role && field
        ? setFieldAccess(document, role, form.key, field.key, by() < 0.5 ? undefined : "hidden")
        : [],
    () => (role ? setAllFields(document, role, form.key, by() < 0.5 ? "read" : "write") : []),
    () => (by() < 0.2 && formOf(document, form.key) ? removeForm(document, form.key) : []),
  ];
  return pick(choices, by)?.() ?? [];
}

/** RFC 6902 for the operations that are sent, on a copy; throws where a place is missing. */
export function patched(document: Json, operations: readonly Operation[]): Json {
  const copy = { root: sentAs(document) };
  for (const operation of operations) {
    if (operation.op === "move") put(copy, operation.path, take(copy, operation.from), "add");
    else if (operation.op === "remove") take(copy, operation.path);
    else put(copy, operation.path, sentAs(operation.value), operation.op);
  }
  return copy.root as Json;
}

/** As it goes over the wire: what was one object in two places is two. */
const sentAs = (value: Json): unknown => JSON.parse(JSON.stringify(value));

type Holder = JsonObject & { [member: string]: unknown };

function holderOf(copy: { root: unknown }, path: string): [Holder | unknown[], string] {
  const steps = path.split("/").slice(1);
  const last = steps.pop() ?? "";
  let node = copy.root as Holder;
  for (const step of steps) {
    if (!Object.hasOwn(node, step)) throw new Error(`nothing at ${path}`);
    node = node[step] as Holder;
  }
  return [node, last];
}

function take(copy: { root: unknown }, path: string): unknown {
  const [holder, name] = holderOf(copy, path);
  if (!Object.hasOwn(holder, name)) throw new Error(`nothing at ${path}`);
  if (Array.isArray(holder)) return holder.splice(Number(name), 1)[0];
  const { [name]: taken } = holder;
  delete (holder as Record<string, unknown>)[name];
  return taken;
}

function put(copy: { root: unknown }, path: string, value: unknown, op: "add" | "replace"): void {
  const [holder, name] = holderOf(copy, path);
  if (!Array.isArray(holder)) (holder as Record<string, unknown>)[name] = value;
  else if (op === "replace") holder[Number(name)] = value;
  else if (Number(name) > holder.length) throw new Error(`nothing at ${path}`);
  else holder.splice(Number(name), 0, value);
}
