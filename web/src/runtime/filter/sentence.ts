/** A filter in words, as it is read above the list. */
import type { FieldView, FilterTree } from "~/api/types";
import type { KindContextValue } from "~/kinds/context";
import { textOf } from "~/words";
import { operatorOf } from "./conditions";

export interface SentenceWords {
  all: string;
  any: string;
  not: string;
  space: string;
  list: string;
}

/** The keys of the fields that a filter names. */
export function fieldsOf(tree: FilterTree): string[] {
  if ("not" in tree) return fieldsOf(tree.not);
  if ("all" in tree) return tree.all.flatMap(fieldsOf);
  if ("any" in tree) return tree.any.flatMap(fieldsOf);
  return [tree.field];
}

export function sentenceOfFilter(
  tree: FilterTree,
  fields: ReadonlyMap<string, FieldView>,
  context: KindContextValue,
  words: SentenceWords,
): string {
  const read = (part: FilterTree, inner: boolean): string => {
    if ("not" in part) return `${words.not}${words.space}(${read(part.not, false)})`;
    if ("all" in part || "any" in part) {
      const parts = "all" in part ? part.all : part.any;
      const joined = parts.map((one) => read(one, true)).join(` ${"all" in part ? words.all : words.any} `);
      return inner && parts.length > 1 ? `(${joined})` : joined;
    }
    const field = fields.get(part.field);
    const operator = operatorOf(field, part.operator);
    if (!field || !operator) return "";
    const values = operator.operands.length < 2 ? [part.value] : (part.value as unknown[]);
    const kind = context.kind(field.kind);
    const said = operator.operands.map((operand, at) => {
      const value = values[at];
      if (kind.operandText) return kind.operandText(value, operand, field, context);
      const each = Array.isArray(value) ? value : [value];
      return each.map((one) => kind.toText(one ?? null, field, context)).join(words.list);
    });
    return [textOf(field.label, context.locale), textOf(operator.words, context.locale), said.join(" – ")]
      .filter(Boolean)
      .join(words.space);
  };
  return read(tree, false);
}
