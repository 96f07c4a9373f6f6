/** What an expression at a place of the definition may speak of, by the names that people know. */
import { type Locale, textOf } from "~/words";
import { type Json, objectOf, textIn } from "../../document/json";
import { type FieldDefinition, fieldsOf, formOf, hasRows, labelOf } from "../../document/model";
import { type Place, read } from "../../document/place";
import { fieldsBehind } from "../draftView";

export interface Named {
  /** How the expression writes it. */
  path: string;
  label: string;
}

const JOINED = " › ";

function namesOf(fields: readonly FieldDefinition[], locale: Locale, head = "", of = ""): readonly Named[] {
  return fields.map((field) => ({
    path: head + field.key,
    label: of + (textOf(labelOf(field), locale) || field.key),
  }));
}

/** The fields of a form, and of what its links and its rows lead to. */
function reachable(document: Json, form: string, locale: Locale): readonly Named[] {
  const fields = fieldsOf(formOf(document, form));
  const beyond = fields.flatMap((field) => {
    const head = `${field.key}.`;
    const of = (textOf(labelOf(field), locale) || field.key) + JOINED;
    if (hasRows(field)) return namesOf(fieldsOf(field), locale, head, of);
    const there = typeof field.form === "string" ? formOf(document, field.form) : undefined;
    return there ? namesOf(fieldsOf(there), locale, head, of) : [];
  });
  return [...namesOf(fields, locale), ...beyond];
}

/** `place` is the setting that holds the expression. */
export function expressionScope(document: Json, place: Place, locale: Locale): readonly Named[] {
  const [, form, part, field, inner] = place;
  if (typeof form !== "object") return [];
  const whole = reachable(document, form.key, locale);
  if (part !== "fields" || typeof field !== "object") return whole;
  const owner = objectOf(read(document, place.slice(0, -1)));
  if (place.at(-1) === "filter") {
    const target = textIn(owner.form);
    if (target) return reachable(document, target, locale);
    return namesOf(fieldsBehind(document, form.key, textIn(owner.source)), locale);
  }
  const own = textIn(owner.key);
  if (inner !== "fields") return whole.filter(({ path }) => path !== own);
  const table = objectOf(read(document, place.slice(0, 4)));
  const columns = namesOf(fieldsOf(table), locale).filter(({ path }) => path !== own);
  const parent = namesOf(fieldsOf(formOf(document, form.key)), locale, "parent.", "");
  return [...columns, ...parent.filter(({ path }) => path !== `parent.${field.key}`)];
}

export interface Word {
  text: string;
  /** What the word stands for, where it is the name of something. */
  label: string | null;
}

const WORD = /"[^"]*"?|[\p{L}_][\p{L}\p{N}_.]*|[^"\p{L}_]+/gu;

/** The expression in pieces, with the names that people know. */
export function inWords(text: string, scope: readonly Named[]): readonly Word[] {
  const known = new Map(scope.map(({ path, label }) => [path, label]));
  return [...text.matchAll(WORD)].map(([piece]) => ({ text: piece, label: known.get(piece) ?? null }));
}
