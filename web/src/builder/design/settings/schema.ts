/** A kind's JSON Schema read as settings: which there are, what each of them holds, and on which page it stands. */
import type { Schema } from "~/api/kinds";

export type Holds =
  | "label"
  | "expression"
  | "form"
  | "field"
  | "source"
  | "source_field"
  | "choice"
  | "choices"
  | "words"
  | "switch"
  | "whole"
  | "number"
  | "text"
  | "options"
  | "part"
  | "asked_fields"
  | "assignments"
  | "listed_field"
  | "listed_fields"
  | "rows";

/** What a field is chosen for by what lists records. */
export type Fitness = NonNullable<Schema["x-fits"]>;

export interface Setting {
  name: string;
  holds: Holds;
  /** Without `null` and references. */
  schema: Schema;
  /** Of a list: what its members are. */
  item: Schema;
  isOptional: boolean;
}

/** What a schema says beyond its types. */
const HINTS = [
  "expression",
  "form",
  "field",
  "source",
  "source_field",
  "asked_fields",
  "assignments",
] as const;

export type Page = "basics" | "rules" | "rights" | "advanced";
export const PAGES: readonly Page[] = ["basics", "rules", "rights", "advanced"];

const NOTHING: Schema = {};

/** What every field has; the panel shows these in places of their own. */
const COMMON = ["kind", "key", "label", "help", "required", "unique", "option_set"];
/** Of what nobody enters nothing is asked. */
const ENTERED = ["default", "required_when", "read_only_when"];
/** For those who know why. */
const ADVANCED = ["computed_public"];

export function settingsOf(root: Schema): readonly Setting[] {
  const whole = followed(root, root);
  return Object.keys(whole.properties ?? {})
    .filter((name) => !COMMON.includes(name))
    .map((name) => settingOf(name, whole.properties?.[name] ?? NOTHING, root, whole));
}

/** The parts of a setting that is an object. */
export function partsOf(schema: Schema, root: Schema): readonly Setting[] {
  return Object.entries(schema.properties ?? {}).map(([name, part]) => settingOf(name, part, root, schema));
}

function settingOf(name: string, given: Schema, root: Schema, holder: Schema): Setting {
  const some = given.anyOf?.filter(({ type }) => type !== "null") ?? [];
  const schema = followed(some.length === 1 && some[0] ? some[0] : given, root);
  const isNumber = some.some(({ type }) => type === "number");
  const item = followed(schema.items ?? NOTHING, root);
  const isOptional = !holder.required?.includes(name);
  return { name, schema, item, isOptional, holds: isNumber ? "number" : holdsOf(schema, item) };
}

function followed(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  const found = name ? root.$defs?.[name] : undefined;
  return found ?? schema;
}

function holdsOf(schema: Schema, item: Schema): Holds {
  if (schema["x-fits"]) return "listed_field";
  const hint = schema["x-ui"];
  const hinted = HINTS.find((one) => one === hint);
  if (hinted) return hinted;
  if (schema.enum) return "choice";
  if (schema.type === "boolean") return "switch";
  if (schema.type === "integer") return "whole";
  if (schema.type === "number") return "number";
  if (schema.type === "array") return listHolds(item);
  if (schema.type === "object") return schema.properties && "en" in schema.properties ? "label" : "part";
  return "text";
}

function listHolds(item: Schema): Holds {
  if (item["x-fits"]) return "listed_fields";
  if (item.enum) return "choices";
  if (item.properties && "colour" in item.properties) return "options";
  return item.type === "string" ? "words" : "rows";
}

/** The settings beside it that mean something to what it names alone: they go when it names another. */
export function restingOn({ name }: Setting, root: Schema): readonly string[] {
  return settingsOf(root)
    .filter(({ schema, item }) => schema["x-of"] === name || item["x-of"] === name)
    .map((one) => one.name);
}

export const isCondition = ({ schema }: Setting): boolean => schema["x-condition"] === true;

/** Whether it is what the field itself begins as, which may be a value as people enter it. */
export const givesItself = ({ schema }: Setting): boolean => schema["x-gives"] === "key";

/** Whether the setting means anything to a field that is computed. */
export const isOfComputed = ({ name }: Setting): boolean => !ENTERED.includes(name);

/** What a field cannot do without comes first; conditions have a page of their own. */
export function pageOf(setting: Setting): Page {
  const { name, isOptional, schema } = setting;
  if (!isOptional || schema["x-foremost"]) return "basics";
  if (ADVANCED.includes(name)) return "advanced";
  return isCondition(setting) || ENTERED.includes(name) ? "rules" : "basics";
}
