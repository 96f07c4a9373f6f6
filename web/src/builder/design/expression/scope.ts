/** What an expression at a place of the definition may speak of, by the names that people know. */
import { i18n, type Locale, textOf } from "~/words";
import { type Json, type JsonObject, listOf, objectOf, textIn } from "../../document/json";
import {
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  formOf,
  hasRows,
  labelOf,
  sectionsOf,
} from "../../document/model";
import { type Place, read } from "../../document/place";
import { fieldsBehind, sourcesOf } from "../draftView";

export interface Named {
  /** How the expression writes it. */
  path: string;
  label: string;
  field: FieldDefinition;
  /** The form that has the field, and the sub-table of which it is a column. */
  form: string;
  rows: string | null;
  /** The field by which the path leads there, where it goes on behind one. */
  by: string | null;
}

const JOINED = " › ";

interface Holder {
  form: string;
  rows?: string | null;
  by?: string | null;
}

function namesOf(
  fields: readonly FieldDefinition[],
  locale: Locale,
  { form, rows = null, by = null }: Holder,
  head = "",
  of = "",
): readonly Named[] {
  return fields.map((field) => ({
    path: head + field.key,
    label: of + (textOf(labelOf(field), locale) || field.key),
    field,
    form,
    rows,
    by,
  }));
}

/** The fields in the order in which people meet them; those that no section shows come last. */
function asShown(form: FormDefinition | undefined): readonly FieldDefinition[] {
  const order = sectionsOf(form).flatMap(({ cells }) => cells.map(({ field }) => field));
  const fields = fieldsOf(form);
  const shown = order.flatMap((key) => fields.find((field) => field.key === key) ?? []);
  return [...shown, ...fields.filter(({ key }) => !order.includes(key))];
}

/** The fields of a form, and of what its links and its rows lead to. */
function reachable(document: Json, form: string, locale: Locale): readonly Named[] {
  const fields = asShown(formOf(document, form));
  const beyond = fields.flatMap((field) => {
    const head = `${field.key}.`;
    const of = (textOf(labelOf(field), locale) || field.key) + JOINED;
    const by = field.key;
    if (hasRows(field)) return namesOf(fieldsOf(field), locale, { form, rows: by, by }, head, of);
    const there = typeof field.form === "string" ? formOf(document, field.form) : undefined;
    return there ? namesOf(fieldsOf(there), locale, { form: there.key, by }, head, of) : [];
  });
  return [...namesOf(fields, locale, { form }), ...beyond];
}

/** The form whose records a link's choice, or a list of records, is narrowed to. */
const targetOf = (owner: JsonObject): string => textIn(owner.form) || textIn(owner.lists);

/** The fields of the record that has the setting, with which those of other records are compared. */
function ofTheRecord(document: Json, form: string, locale: Locale): readonly Named[] {
  const own = fieldsOf(formOf(document, form)).filter((field) => !hasRows(field));
  const record = i18n.t("expression:this_record", { lng: locale });
  return namesOf(own, locale, { form }, "RECORD.", record + JOINED);
}

/** The parameters of the app, by the names that people gave them. */
export function parameterNames(document: Json, locale: Locale): readonly Named[] {
  const parameters = listOf(objectOf(document).parameters).map(objectOf);
  const fields = parameters.map((each) => ({ ...each, key: textIn(each.key), kind: textIn(each.type) }));
  return namesOf(fields, locale, { form: "" }, "PARAM.");
}

/** `place` is the setting that holds the expression, `about` the form where it does not tell, `record` the form of the
 * record at hand where those of another are compared with it. A field says nothing by itself, unless `isOwnToo`. */
export function expressionScope(
  document: Json,
  place: Place,
  locale: Locale,
  about?: string,
  isOwnToo = false,
  record?: string,
): readonly Named[] {
  if (about) {
    const there = reachable(document, about, locale);
    return record ? [...there, ...ofTheRecord(document, record, locale)] : there;
  }
  const [, form, part, field, inner] = place;
  if (typeof form !== "object") return [];
  const whole = reachable(document, form.key, locale);
  if (part !== "fields" || typeof field !== "object") return whole;
  const owner = objectOf(read(document, place.slice(0, -1)));
  if (place.at(-1) === "filter") {
    const target = targetOf(owner);
    if (target) return [...reachable(document, target, locale), ...ofTheRecord(document, form.key, locale)];
    const source = textIn(owner.source);
    const behind = sourcesOf(document, form.key).find(({ key }) => key === source);
    const there = { form: behind?.form ?? form.key, rows: behind?.form === null ? source : null };
    return namesOf(fieldsBehind(document, form.key, source), locale, there);
  }
  const own = isOwnToo ? null : textIn(owner.key);
  if (inner !== "fields") return whole.filter(({ path }) => path !== own);
  const table = objectOf(read(document, place.slice(0, 4)));
  const here = { form: form.key, rows: field.key };
  const columns = namesOf(fieldsOf(table), locale, here).filter(({ path }) => path !== own);
  const parent = namesOf(fieldsOf(formOf(document, form.key)), locale, { form: form.key }, "parent.");
  return [...columns, ...parent.filter(({ path }) => path !== `parent.${field.key}`)];
}

/** The form, or the sub-table of it, whose records an expression at the place is about. */
export function ownerOf(
  document: Json,
  place: Place,
  about?: string,
): { form: string; rows: string | null } | null {
  if (about) return { form: about, rows: null };
  const [, form, part, field, inner] = place;
  if (typeof form !== "object") return null;
  if (part !== "fields" || typeof field !== "object") return { form: form.key, rows: null };
  if (place.at(-1) === "filter") {
    const owner = objectOf(read(document, place.slice(0, -1)));
    const target = targetOf(owner);
    if (target) return { form: target, rows: null };
    const source = textIn(owner.source);
    const behind = sourcesOf(document, form.key).find(({ key }) => key === source);
    return behind ? { form: behind.form ?? form.key, rows: behind.form === null ? source : null } : null;
  }
  return { form: form.key, rows: inner === "fields" ? field.key : null };
}

export interface Word {
  text: string;
  /** What the word stands for, where it is the name of something. */
  label: string | null;
}

const WORD = /"[^"]*"?|[\p{L}_][\p{L}\p{N}_.]*|[^"\p{L}_]+/gu;

/** The expression in pieces, with the names that people know. */
export function inWords(text: string, scope: readonly Pick<Named, "path" | "label">[]): readonly Word[] {
  const known = new Map(scope.map(({ path, label }) => [path, label]));
  return [...text.matchAll(WORD)].map(([piece]) => ({ text: piece, label: known.get(piece) ?? null }));
}

/** The expression with keys for the names by which people know fields: `费用 * 2`, `客户.行业`. A name that several have
 * stays. */
export function keyed(text: string, scope: readonly Pick<Named, "path" | "label">[]): string {
  const pieces = inWords(text, scope);
  return pieces
    .map(({ text: piece, label }, at) => {
      const isCalled = pieces[at + 1]?.text.startsWith("(") ?? false;
      if (label !== null || isCalled) return piece;
      const named = scope.filter((one) => one.label.replaceAll(JOINED, ".") === piece);
      return named.length === 1 && named[0] ? named[0].path : piece;
    })
    .join("");
}
