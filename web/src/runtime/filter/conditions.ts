/** A filter while it is being built: rows of field, operator and values, in groups joined by and or or. Pure. */
import type { FieldView, FilterTree, Operator } from "~/api/types";

/** What is compared with another field rather than with a value. */
export class FieldOperand {
  constructor(readonly path: string) {}
}

export interface Condition {
  id: number;
  field: string;
  operator: string;
  values: unknown[];
}

export interface Group {
  id: number;
  join: "all" | "any";
  items: Item[];
}

export type Item = Condition | Group;

/** A group stands in a group at most; deeper nesting is no sentence any more. */
export const DEEPEST = 3;

let nextId = 1;

export function isGroup(item: Item): item is Group {
  return "join" in item;
}

export function group(join: "all" | "any" = "all", items: Item[] = []): Group {
  return { id: nextId++, join, items };
}

export function condition(field: FieldView, operator: Operator | undefined = field.operators[0]): Condition {
  return { id: nextId++, field: field.key, operator: operator?.key ?? "", values: [] };
}

export function operatorOf(field: FieldView | undefined, key: string): Operator | undefined {
  return field?.operators.find((operator) => operator.key === key);
}

const blank = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Whether a row says enough to be applied. */
export function isWhole(item: Condition, fields: ReadonlyMap<string, FieldView>): boolean {
  const operator = operatorOf(fields.get(item.field), item.operator);
  return operator?.operands.every((_, at) => !blank(item.values[at])) ?? false;
}

/** The tree that lists take, of the rows that say enough; null when there are none. */
export function toTree(item: Item, fields: ReadonlyMap<string, FieldView>): FilterTree | null {
  if (isGroup(item)) {
    const parts = item.items.map((one) => toTree(one, fields)).filter((one) => one !== null);
    if (parts.length === 0) return null;
    return item.join === "all" ? { all: parts } : { any: parts };
  }
  if (!isWhole(item, fields)) return null;
  const { field, operator, values } = item;
  const operands = operatorOf(fields.get(field), operator)?.operands.length ?? 0;
  if (operands === 0) return { field, operator };
  return { field, operator, value: operands === 1 ? values[0] : values.slice(0, operands) };
}

/** The rows of a tree; the outermost is always a group. */
export function fromTree(tree: FilterTree | null, fields: ReadonlyMap<string, FieldView>): Group {
  const item = tree ? itemOf(tree, fields) : group();
  return isGroup(item) ? item : group("all", [item]);
}

function itemOf(tree: FilterTree, fields: ReadonlyMap<string, FieldView>): Item {
  if ("all" in tree)
    return group(
      "all",
      tree.all.map((one) => itemOf(one, fields)),
    );
  if ("any" in tree)
    return group(
      "any",
      tree.any.map((one) => itemOf(one, fields)),
    );
  if ("not" in tree) return group("all", []);
  const operands = operatorOf(fields.get(tree.field), tree.operator)?.operands.length ?? 1;
  const values = operands === 0 ? [] : operands === 1 ? [tree.value] : [...(tree.value as unknown[])];
  return { id: nextId++, field: tree.field, operator: tree.operator, values };
}

/** The same tree with one item changed, or taken out when `change` gives null. */
export function replaced<T extends Item>(root: T, id: number, change: (item: Item) => Item | null): T {
  if (!isGroup(root)) return root;
  const items = root.items.flatMap((item) => {
    if (item.id !== id) return [replaced(item, id, change)];
    const next = change(item);
    return next ? [next] : [];
  });
  return { ...root, items };
}

/** How many rows of a tree are applied. */
export function countOf(tree: FilterTree | null): number {
  if (!tree) return 0;
  if ("all" in tree) return tree.all.reduce((sum, one) => sum + countOf(one), 0);
  if ("any" in tree) return tree.any.reduce((sum, one) => sum + countOf(one), 0);
  if ("not" in tree) return countOf(tree.not);
  return 1;
}
