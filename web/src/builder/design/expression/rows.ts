/** A condition as rows of field, operator and values, read from its text and written to it. */
import type { FieldView, Operator, ValueType } from "~/api/types";
import { isBroken, parse, type Syntax } from "~/expression/syntax";
import {
  type Condition,
  condition,
  DEEPEST,
  FieldOperand,
  type Group,
  group,
  type Item,
  isGroup,
  operatorOf,
} from "~/runtime/filter/conditions";
import { readValue, writeValue } from "./literals";

/** What a condition may compare, by the path that an expression writes. */
export type Fields = ReadonlyMap<string, FieldView>;

const PLACES = /_field\b|_\d+\b/g;
const FIELD = "_field";
const SAME = "_field=_0";
const JOINS: Readonly<Record<string, "all" | "any">> = { AND: "all", OR: "any" };
const FUNCTIONS = { all: "AND", any: "OR" } as const;

/** The rows that say what a text says; null where rows cannot. */
export function readRows(text: string, fields: Fields, timeZone: string): Group | null {
  if (text.trim() === "") return group();
  const tree = parse(text);
  if (isBroken(tree)) return null;
  const found = itemOf(tree, fields, timeZone, 1);
  if (!found) return null;
  return isGroup(found) ? found : group("all", [found]);
}

function itemOf(tree: Syntax, fields: Fields, timeZone: string, depth: number): Item | null {
  const row = rowOf(tree, fields, timeZone);
  if (row) return row;
  const join = tree.node === "call" ? JOINS[tree.name] : undefined;
  if (tree.node !== "call" || !join || depth > DEEPEST) return null;
  const items = tree.arguments.map((part) => itemOf(part, fields, timeZone, depth + 1));
  return items.every((item) => item !== null) ? group(join, items) : null;
}

/** The row that says what a part says, by the first pattern that fits. */
function rowOf(tree: Syntax, fields: Fields, timeZone: string): Condition | null {
  for (const path of pathsIn(tree)) {
    const field = fields.get(path);
    for (const operator of field?.operators ?? []) {
      const pattern = operator.pattern === undefined ? null : patternOf(operator.pattern);
      if (!field || !pattern) continue;
      const values =
        fitting(pattern, tree, path, operator, fields, timeZone) ??
        fitting(pattern, asComparison(tree), path, operator, fields, timeZone);
      if (values) return { ...condition(field, operator), values };
    }
  }
  return null;
}

/** A name alone holds where it is true. */
function asComparison(tree: Syntax): Syntax {
  if (tree.node !== "name") return tree;
  const yes: Syntax = { node: "constant", value: true, written: "TRUE", span: tree.span };
  return { node: "call", name: "=", arguments: [tree, yes], span: tree.span };
}

function pathsIn(tree: Syntax): readonly string[] {
  if (tree.node === "name") return [tree.path.join(".")];
  if (tree.node === "constant") return [];
  return [...new Set(tree.arguments.flatMap(pathsIn))];
}

const patterns = new Map<string, Syntax | null>();

function patternOf(text: string): Syntax | null {
  const known = patterns.get(text);
  if (known !== undefined) return known;
  const found = parse(text);
  const tree = isBroken(found) ? null : found;
  patterns.set(text, tree);
  return tree;
}

function fitting(
  pattern: Syntax,
  tree: Syntax,
  path: string,
  operator: Operator,
  fields: Fields,
  timeZone: string,
): unknown[] | null {
  const bound = new Map<number, readonly Syntax[]>();
  const several = operator.operands.map(({ name }) => name === "list");
  if (!unify(pattern, tree, path, several, bound)) return null;
  const values = operator.operands.map((operand, at) =>
    operandOf(operand, bound.get(at) ?? [], fields, timeZone),
  );
  return values.every((value) => value !== undefined) ? values : null;
}

/** What parts of an expression say: a value, or another field; undefined where it is neither. */
function operandOf(operand: ValueType, parts: readonly Syntax[], fields: Fields, timeZone: string): unknown {
  const value = readValue(operand, parts, timeZone);
  if (value !== undefined) return value;
  const [only] = parts;
  const other = only?.node === "name" ? only.path.join(".") : "";
  return fields.has(other) && operand.name !== "list" ? new FieldOperand(other) : undefined;
}

const operandText = (operand: ValueType, value: unknown, timeZone: string): string | null =>
  value instanceof FieldOperand ? value.path : writeValue(operand, value, timeZone);

/** What a text says that is a value or another field: null where it is blank, undefined where it says more. */
export function readOperand(text: string, operand: ValueType, fields: Fields, timeZone: string): unknown {
  if (text.trim() === "") return null;
  const tree = parse(text);
  return isBroken(tree) ? undefined : operandOf(operand, [tree], fields, timeZone);
}

/** The text of a value or of another field; blank where there is none. */
export const writeOperand = (operand: ValueType, value: unknown, timeZone: string): string =>
  value === null ? "" : (operandText(operand, value, timeZone) ?? "");

/** By what a field is compared with one value of its own type: with what it could be, too. */
export const sameness = (field: FieldView | undefined): Operator | undefined =>
  field?.operators.find(
    ({ pattern, operands }) => operands.length === 1 && pattern?.replaceAll(" ", "") === SAME,
  );

/** Whether a tree is what the pattern says of the path; what stands in its places is bound. */
function unify(
  pattern: Syntax,
  tree: Syntax,
  path: string,
  several: readonly boolean[],
  bound: Map<number, readonly Syntax[]>,
): boolean {
  if (pattern.node === "constant") return tree.node === "constant" && tree.value === pattern.value;
  if (pattern.node === "name") {
    const name = pattern.path.join(".");
    if (name === FIELD) return tree.node === "name" && tree.path.join(".") === path;
    return bind(Number(name.slice(1)), [tree], bound);
  }
  if (tree.node !== "call" || tree.name !== pattern.name) return false;
  const parts = pattern.arguments;
  const last = parts.at(-1);
  const open = last?.node === "name" ? Number(last.path[0]?.slice(1)) : Number.NaN;
  if (several[open]) {
    const fixed = parts.slice(0, -1);
    if (tree.arguments.length < parts.length) return false;
    return (
      fixed.every((part, at) => unify(part, tree.arguments[at] as Syntax, path, several, bound)) &&
      bind(open, tree.arguments.slice(fixed.length), bound)
    );
  }
  return (
    parts.length === tree.arguments.length &&
    parts.every((part, at) => unify(part, tree.arguments[at] as Syntax, path, several, bound))
  );
}

function bind(place: number, parts: readonly Syntax[], bound: Map<number, readonly Syntax[]>): boolean {
  const before = bound.get(place);
  if (!before) bound.set(place, parts);
  return !before || JSON.stringify(before.map(bare)) === JSON.stringify(parts.map(bare));
}

/** A tree without its places in the text. */
function bare(tree: Syntax): unknown {
  if (tree.node === "constant") return tree.value;
  return tree.node === "name" ? tree.path : [tree.name, tree.arguments.map(bare)];
}

/** The text that says what the rows say; rows that say too little are left out. */
export function writeRows(rows: Group, fields: Fields, timeZone: string): string {
  return writeItem(rows, fields, timeZone) ?? "";
}

function writeItem(item: Item, fields: Fields, timeZone: string): string | null {
  if (!isGroup(item)) return writeRow(item, fields, timeZone);
  const parts = item.items.flatMap((one) => writeItem(one, fields, timeZone) ?? []);
  const [only] = parts;
  return parts.length > 1 ? `${FUNCTIONS[item.join]}(${parts.join(", ")})` : (only ?? null);
}

function writeRow(row: Condition, fields: Fields, timeZone: string): string | null {
  const operator = operatorOf(fields.get(row.field), row.operator);
  if (operator?.pattern === undefined) return null;
  const values = operator.operands.map((operand, at) => operandText(operand, row.values[at], timeZone));
  if (values.some((value) => value === null)) return null;
  return operator.pattern.replace(PLACES, (place) =>
    place === FIELD ? row.field : (values[Number(place.slice(1))] ?? ""),
  );
}
