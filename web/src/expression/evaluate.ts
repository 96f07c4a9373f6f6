/** Runs a checked tree in the browser; it raises for no value: no result is null. */
import { momentOf, momentText, timeText } from "./calendar";
import { amounts } from "./functions/capitals";
import { dates } from "./functions/date";
import { formats } from "./functions/formats";
import { lists } from "./functions/list";
import { logic } from "./functions/logic";
import { moments } from "./functions/moment";
import { numbers } from "./functions/number";
import { operators } from "./functions/operators";
import { periods } from "./functions/period";
import { texts } from "./functions/text";
import { workdays } from "./functions/workday";
import type { Clock, Definition, Definitions, Tree, Value, ValueType } from "./types";
import { Decimal, isDecimal, numberText, settleNumber, settleText } from "./values";

export type { Clock, Tree, ValueType } from "./types";

export const FUNCTIONS: Definitions = {
  ...operators,
  ...logic,
  ...texts,
  ...formats,
  ...amounts,
  ...numbers,
  ...dates,
  ...moments,
  ...periods,
  ...workdays,
  ...lists,
};

const A_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const A_TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
const A_DATE = /^\d{4}-\d{2}-\d{2}/;

/** The value of a tree, as JSON has it: decimals as text, dates and moments in ISO form, lists as arrays.
 *
 * `values` are JSON values by dotted path ("account.industry", "ME.id"), and those of slots by the slot's name; a
 * missing one is blank. */
export function evaluate(tree: unknown, values: Readonly<Record<string, unknown>>, clock: Clock): unknown {
  return toJson(computed(tree as Tree, values, clock));
}

function computed(tree: Tree, values: Readonly<Record<string, unknown>>, clock: Clock): Value {
  const value = (node: Tree): Value => {
    if ("literal" in node) return fromJson(node.type, node.literal);
    if ("read" in node) return fromJson(node.type, values[node.read]);
    if ("slot" in node) return fromJson(node.type, values[node.slot]);
    const definition = FUNCTIONS[node.call];
    if (!definition) throw new Error(`no function is called ${node.call}`);
    return settled(node.type, applied(definition, node, value, clock));
  };
  return value(tree);
}

type Run = (...values: readonly unknown[]) => Value;

function applied(
  definition: Definition,
  node: { arguments: readonly Tree[]; type: ValueType },
  value: (node: Tree) => Value,
  clock: Clock,
): Value {
  if ("lazy" in definition) return definition.lazy(node.arguments, value);
  const found = node.arguments.map(value);
  if (!definition.own && found.includes(null)) return node.type === "boolean" ? false : null;
  const run = definition.run as unknown as Run;
  return definition.clock ? run(clock, ...found) : run(...found);
}

/** The value within its bounds: numbers rounded, texts not too long, nothing empty. */
function settled(type: ValueType, value: Value): Value {
  if (isDecimal(value)) return settleNumber(value);
  if (type === "text" && typeof value === "string") return settleText(value);
  return Array.isArray(value) && value.length === 0 ? null : value;
}

/** A JSON value as executors hold it; what is not of the type is blank. */
function fromJson(type: ValueType, raw: unknown): Value {
  if (raw === null || raw === undefined || raw === "") return null;
  if (typeof type === "object" && "list" in type) {
    return Array.isArray(raw) && raw.length ? raw.map((part) => fromJson(type.list, part)) : null;
  }
  switch (type) {
    case "number":
    case "duration":
      return decimalOf(raw);
    case "datetime":
      return typeof raw === "string" ? momentOf(raw) : null;
    case "date":
      return typeof raw === "string" && A_DATE.test(raw) ? raw.slice(0, 10) : null;
    case "time":
      return timeOf(raw);
    default:
      return typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean" ? raw : null;
  }
}

function decimalOf(raw: unknown): Decimal | null {
  if (isDecimal(raw)) return new Decimal(raw);
  if (typeof raw === "number") return Number.isFinite(raw) ? settleNumber(new Decimal(raw)) : null;
  return typeof raw === "string" && A_NUMBER.test(raw) ? settleNumber(new Decimal(raw)) : null;
}

function timeOf(raw: unknown): string | null {
  const found = typeof raw === "string" ? A_TIME.exec(raw) : null;
  if (!found) return null;
  const [, hour, minute, second = "0", fraction = ""] = found;
  return timeText(
    Number(hour) * 3600 + Number(minute) * 60 + Number(second),
    Number(fraction.padEnd(6, "0")),
  );
}

function toJson(value: Value): unknown {
  if (isDecimal(value)) return numberText(value);
  if (typeof value === "bigint") return momentText(value);
  return Array.isArray(value) ? value.map(toJson) : value;
}
