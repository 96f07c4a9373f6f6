/** A new field of a kind, with what its kind begins with; and a field that becomes one of another kind. */
import { fieldKind } from "~/kinds/registry";
import { textOf } from "~/words";
import { addColumn, addFields, freeFieldKey, type Target } from "../document/commands/fields";
import { changeKind } from "../document/commands/settings";
import type { Json } from "../document/json";
import { type FieldDefinition, formsOf, labelOf, sectionHolding, sectionsOf } from "../document/model";
import { suggestKey } from "../document/names";
import type { Design } from "./DesignContext";
import { formView } from "./draftView";
import { someFields } from "./selection";
import { settingsOf } from "./settings/schema";

export interface NewField {
  /** Puts a column into a sub-table, and chooses it. */
  addColumn: (kind: string, table: string, before?: string | null) => void;
  /** Puts it on the form, behind what is chosen where no place is named, and chooses it. */
  add: (kind: string, target?: Target) => void;
  /** Makes a field one of another kind, which keeps what both kinds can be told. */
  become: (field: FieldDefinition, table: string | null, kind: string) => void;
}

export function useNewField(design: Design): NewField {
  const { document, form, kinds, select, run, locale, enterSettings } = design;

  function define(kind: string, table?: string): FieldDefinition | null {
    const item = kinds.get(kind);
    if (!item) return null;
    const begun = fieldKind(kind).begin?.(
      formView(form, kinds, document),
      formsOf(document).map((one) => formView(one, kinds, document)),
    );
    const wanted = suggestKey(item.title.en ?? kind, [], "field");
    const key = freeFieldKey(document, form.key, wanted, table ?? null);
    return { ...(begun as Record<string, Json> | undefined), kind, key, label: { ...item.title } as Json };
  }

  const nameOf = (field: FieldDefinition): string => textOf(labelOf(field), locale);

  return {
    addColumn: (kind, table, before = null) => {
      const column = define(kind, table);
      if (!column || !run("add", nameOf(column), addColumn(form.key, table, column, before))) return;
      select(someFields([column.key], table));
      enterSettings();
    },
    add: (kind, target) => {
      const field = define(kind);
      if (!field) return;
      if (run("add", nameOf(field), addFields(document, form.key, [field], target ?? behindChosen(design))))
        select(someFields([field.key]));
      // It is named before anything else.
      enterSettings();
    },
    become: (field, table, kind) => {
      const fresh = define(kind, table ?? undefined);
      const [before, after] = [kinds.get(field.kind), kinds.get(kind)];
      if (!fresh || !before || !after) return;
      const held = settingsOf(before.schema);
      const shared = settingsOf(after.schema)
        .filter(({ name, holds }) => held.some((one) => one.name === name && one.holds === holds))
        .map(({ name }) => name);
      const kept = [...shared, "required", ...(after.can_be_unique ? ["unique"] : [])];
      run("kind", nameOf(field), changeKind(form.key, table, field, fresh, kept));
    },
  };
}

/** The place behind what is chosen, or at the end of the form. */
export function behindChosen({ form, selection }: Design): Target | null {
  const last = selection.part === "fields" ? (selection.table ?? selection.keys.at(-1)) : undefined;
  const sections = sectionsOf(form);
  const chosen = selection.part === "section" ? selection.keys[0] : undefined;
  const section =
    sections.find(({ key }) => key === chosen) ??
    (last ? sectionHolding(form, last) : undefined) ??
    sections.at(-1);
  if (!section) return null;
  const place = section.cells.findIndex(({ field }) => field === last);
  return { section: section.key, before: place < 0 ? null : (section.cells[place + 1]?.field ?? null) };
}
