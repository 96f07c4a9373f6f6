/** Lists of options that several fields share, and what can be done with them, as edits of the definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { isObject, type Json, type JsonObject, listOf, objectOf, textIn } from "../json";
import { fieldsOf, formsOf } from "../model";
import { suggestKey } from "../names";
import type { Place } from "../place";

export const OPTION_SETS = "option_sets";

export const optionSetPlace = (key: string): Place => [OPTION_SETS, { key }];

export interface OptionSetDefinition extends JsonObject {
  readonly key: string;
}

function isSet(value: Json): value is OptionSetDefinition {
  return isObject(value) && typeof value.key === "string";
}

export function optionSetsOf(document: Json): readonly OptionSetDefinition[] {
  return listOf(objectOf(document)[OPTION_SETS]).filter(isSet);
}

export function optionSetOf(document: Json, key: string): OptionSetDefinition | undefined {
  return optionSetsOf(document).find((one) => one.key === key);
}

/** The field with the options of the list that it shares, as those who fill it in see it. */
export function withSharedOptions<Field extends JsonObject>(field: Field, document: Json): Field {
  const shared = textIn(field.option_set);
  return shared ? { ...field, options: listOf(optionSetOf(document, shared)?.options) } : field;
}

/** Whether options stand below others. */
export function hasLevels(options: Json | undefined): boolean {
  return listOf(options).some((option) => listOf(objectOf(option).options).length > 0);
}

/** How many fields have their options from a list. */
export function sharers(document: Json, key: string): number {
  return formsOf(document).reduce((sum, form) => {
    const fields = fieldsOf(form).flatMap((field) => [field, ...fieldsOf(field)]);
    return sum + fields.filter((field) => field.option_set === key).length;
  }, 0);
}

export function addOptionSet(key: string, label: Label, options: Json): readonly Edit[] {
  const item = { key, label: { ...label }, options };
  return [{ do: "insert", into: [OPTION_SETS], item, before: null }];
}

/** A key for a list that is called so. */
export function freeSetKey(document: Json, name: string): string {
  return suggestKey(
    name,
    optionSetsOf(document).map(({ key }) => key),
    "options",
  );
}

/** The field has its options from a list, and none of its own. */
export function shareOptions(field: Place, key: string): readonly Edit[] {
  return [
    { do: "set", at: [...field, "options"], value: undefined },
    { do: "set", at: [...field, "option_set"], value: key },
  ];
}

/** The field has options of its own from now on: those that it shared. */
export function ownOptions(document: Json, field: Place, key: string): readonly Edit[] {
  return [
    { do: "set", at: [...field, "option_set"], value: undefined },
    { do: "set", at: [...field, "options"], value: listOf(optionSetOf(document, key)?.options) },
  ];
}
