/** A draft as the components of the runtime take an application, so that a canvas draws what people will see. */
import type { KindItem } from "~/api/kinds";
import type { AppView, FieldView, FormView } from "~/api/types";
import { OPTION_SETS, withSharedOptions } from "../document/commands/optionSets";
import { type Json, listOf, objectOf, textIn } from "../document/json";
import {
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  formsOf,
  hasRows,
  labelOf,
  sectionsOf,
} from "../document/model";

export type Kinds = ReadonlyMap<string, KindItem>;

/** A view, and the shared options that it was made with. */
interface Made<View> {
  view: View;
  sets: Json | undefined;
}

const fields = new WeakMap<object, Made<FieldView>>();
const forms = new WeakMap<object, Made<FormView>>();

const setsOf = (document: Json): Json | undefined => objectOf(document)[OPTION_SETS];

/** The same object for the same field, so that only what was changed is drawn again. */
export function fieldView(field: FieldDefinition, kinds: Kinds, document: Json): FieldView {
  const sets = field.option_set || hasRows(field) ? setsOf(document) : undefined;
  const known = fields.get(field);
  if (known && known.sets === sets) return known.view;
  const rows = hasRows(field)
    ? { fields: fieldsOf(field).map((column) => fieldView(column, kinds, document)) }
    : {};
  const view: FieldView = {
    ...withSharedOptions(field, document),
    ...rows,
    label: labelOf(field),
    help: labelOf(field, "help"),
    required: field.required === true,
    unique: field.unique === true,
    default: textIn(field.default),
    visible_when: textIn(field.visible_when),
    required_when: textIn(field.required_when),
    read_only_when: textIn(field.read_only_when),
    computed: kinds.get(field.kind)?.computed ?? false,
    sortable: false,
    operators: [],
    aggregates: [],
  };
  fields.set(field, { view, sets });
  return view;
}

export function formView(form: FormDefinition, kinds: Kinds, document: Json): FormView {
  const sets = setsOf(document);
  const known = forms.get(form);
  if (known && known.sets === sets) return known.view;
  const views = fieldsOf(form).map((field) => fieldView(field, kinds, document));
  const view: FormView = {
    key: form.key,
    label: labelOf(form),
    icon: textIn(form.icon) || "FileTextOutlined",
    description: labelOf(form, "description"),
    title_field: textIn(form.title_field) || null,
    stage_field: textIn(form.stage_field) || null,
    fields: views,
    layout: { sections: sectionsOf(form), tabs: objectOf(form.layout).tabs === true },
    sort: [],
    rights: { actions: [], fields: Object.fromEntries(views.map(({ key }) => [key, "write"])) },
    trees: {},
    inverses: [],
    view_kinds: [],
  };
  forms.set(form, { view, sets });
  return view;
}

export function appView(document: Json, kinds: Kinds, version: number): AppView {
  const app = objectOf(document);
  return {
    key: textIn(app.key),
    version,
    label: labelOf(app),
    icon: textIn(app.icon) || "AppstoreOutlined",
    colour: textIn(app.colour) || "var(--accent)",
    can_build: true,
    menu: [],
    views: [],
    pages: [],
    parameters: Object.fromEntries(
      listOf(app.parameters).map((one) => [textIn(objectOf(one).key), objectOf(one).value]),
    ),
    forms: formsOf(document).map((form) => formView(form, kinds, document)),
  };
}

export interface Source {
  key: string;
  /** The form that it leads to; null for a sub-table, whose columns are its own. */
  form: string | null;
  field: FieldDefinition;
}

/** What leads from a record of the form to others: its links, its sub-tables, and what other forms link here by. */
export function sourcesOf(document: Json, form: string): readonly Source[] {
  const own = fieldsOf(formsOf(document).find(({ key }) => key === form)).flatMap((field): Source[] => {
    if (hasRows(field)) return [{ key: field.key, form: null, field }];
    return typeof field.form === "string" ? [{ key: field.key, form: field.form, field }] : [];
  });
  const others = formsOf(document).flatMap((other) =>
    fieldsOf(other).flatMap((field): Source[] => {
      const inverse = objectOf(field.inverse);
      if (field.form !== form || typeof inverse.key !== "string") return [];
      const named = { ...field, label: inverse.label ?? {} };
      return [{ key: inverse.key, form: other.key, field: named }];
    }),
  );
  return [...own, ...others];
}

/** The fields of the records to which a source leads. */
export function fieldsBehind(document: Json, form: string, source: string): readonly FieldDefinition[] {
  const found = sourcesOf(document, form).find(({ key }) => key === source);
  if (!found) return [];
  if (found.form === null) return fieldsOf(found.field);
  return fieldsOf(formsOf(document).find(({ key }) => key === found.form));
}
