/** A condition as people read it: fields and options by their names, comparisons by their signs. */
import type { Locale } from "~/words";
import { textOf } from "~/words";
import { inWords, type Named } from "../design/expression/scope";
import { isObject, type Json, listOf, textIn } from "../document/json";
import { labelOf } from "../document/model";

interface Joining {
  and: string;
  or: string;
}

const SIGNS: Readonly<Record<string, string>> = { ">=": "≥", "<=": "≤", "<>": "≠" };

export function conditionInWords(
  text: string,
  scope: readonly Named[],
  locale: Locale,
  words: Joining,
): string {
  const trimmed = text.trim();
  for (const [name, joined] of [
    ["AND", words.and],
    ["OR", words.or],
  ] as const) {
    const parts = argumentsOf(trimmed, name);
    if (parts) return parts.map((part) => conditionInWords(part, scope, locale, words)).join(joined);
  }
  let near: Named | undefined;
  return inWords(trimmed, scope)
    .map(({ text: piece, label }) => {
      if (label !== null) {
        near = scope.find(({ path }) => path === piece);
        return label;
      }
      if (piece.startsWith('"')) return optionOf(near, piece.slice(1, -1), locale);
      return piece.replace(/>=|<=|<>/g, (sign) => SIGNS[sign] ?? sign);
    })
    .join("");
}

function optionOf(named: Named | undefined, value: string, locale: Locale): string {
  const option = listOf(named?.field.options as Json | undefined).find(
    (one) => isObject(one) && textIn(one.key) === value,
  );
  return (isObject(option) && textOf(labelOf(option), locale)) || value;
}

/** What stands between the brackets of a call that is the whole text, at its commas. */
function argumentsOf(text: string, name: string): readonly string[] | null {
  if (!text.toUpperCase().startsWith(`${name}(`) || !text.endsWith(")")) return null;
  const inner = text.slice(name.length + 1, -1);
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let begun = 0;
  for (const [at, letter] of [...inner].entries()) {
    if (letter === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (depth < 0) return null;
    if (letter === "," && depth === 0) {
      parts.push(inner.slice(begun, at));
      begun = at + 1;
    }
  }
  return [...parts, inner.slice(begun)];
}
