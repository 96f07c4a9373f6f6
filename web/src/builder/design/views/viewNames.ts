/** How fields are called in the settings of a view, those that the host keeps among them. */
import type { Outline } from "~/api/designing";
import type { FieldView } from "~/api/types";
import systemFields from "~/runtime/grid/systemFields.json";
import { type Locale, textOf } from "~/words";
import type { Json } from "../../document/json";
import { type FormDefinition, fieldsOf, labelOf } from "../../document/model";
import { fieldView, type Kinds } from "../draftView";

export function nameOfField(form: FormDefinition, key: string, locale: Locale): string {
  const own = fieldsOf(form).find((field) => field.key === key);
  const kept = systemFields.find((field) => field.key === key);
  return textOf(own ? labelOf(own) : kept?.label, locale) || key;
}

/** The fields of a form, those that the host keeps last, as a list can be filtered and ordered by them. */
export function listedFields(
  form: FormDefinition,
  outline: Outline,
  kinds: Kinds,
  document: Json,
): readonly FieldView[] {
  const known = outline.forms[form.key]?.fields ?? {};
  const own = fieldsOf(form).flatMap((field): FieldView[] => {
    const found = known[field.key];
    if (!found) return [];
    const { operators, sortable, aggregates, groups = [] } = found;
    return [{ ...fieldView(field, kinds, document), operators, sortable, aggregates, groups }];
  });
  const kept = outline.system_fields.flatMap((served): FieldView[] => {
    const drawn = systemFields.find(({ key }) => key === served.key);
    return drawn && served.key !== "title" ? [{ computed: true, ...drawn, ...served }] : [];
  });
  return [...own, ...kept];
}
