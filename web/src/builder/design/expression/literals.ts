/** Values that conditions compare with, as expressions write them, and back. */
import type { ValueType } from "~/api/types";
import { daysOfDate, localOf, momentOf, momentText, pad, zonedMoment } from "~/expression/calendar";
import type { Syntax } from "~/expression/syntax";

interface Literal {
  /** How an expression writes the value; null where it is none of the type. */
  write: (value: unknown, timeZone: string) => string | null;
  /** The value that a part of an expression writes; undefined where it writes none. */
  read: (part: Syntax, timeZone: string) => unknown;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;
const FIGURE = /^-?\d+(\.\d+)?$/;
const DAY_SECONDS = 86_400;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** What a function is applied to, where it is nothing but whole numbers. */
function figures(part: Syntax, name: string): readonly number[] | null {
  if (part.node !== "call" || part.name !== name) return null;
  const found = part.arguments.map((one) =>
    one.node === "constant" && Number.isInteger(one.value) ? Number(one.value) : null,
  );
  return found.every((one) => one !== null) ? found : null;
}

const text: Literal = {
  write: (value) => (typeof value === "string" && value !== "" ? quoted(value) : null),
  read: (part) => (part.node === "constant" && typeof part.value === "string" ? part.value : undefined),
};

const number: Literal = {
  write: (value) => {
    const figure = typeof value === "number" ? value.toFixed(12) : String(value);
    if (!FIGURE.test(figure)) return null;
    return figure.includes(".") ? figure.replace(/\.?0+$/, "") : figure;
  },
  read: (part) => (part.node === "constant" && typeof part.value === "number" ? part.written : undefined),
};

const boolean: Literal = {
  write: (value) => (typeof value === "boolean" ? String(value).toUpperCase() : null),
  read: (part) => (part.node === "constant" && typeof part.value === "boolean" ? part.value : undefined),
};

const row: Literal = {
  write: (value) => (Number.isSafeInteger(value) ? String(value) : null),
  read: (part) => (part.node === "constant" && Number.isSafeInteger(part.value) ? part.value : undefined),
};

const date: Literal = {
  write: (value) => {
    const found = DAY.exec(String(value));
    return found ? `DATE(${found.slice(1).map(Number).join(", ")})` : null;
  },
  read: (part) => {
    const found = figures(part, "DATE");
    if (found?.length !== 3) return undefined;
    const [year = 0, month = 0, day = 0] = found;
    return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  },
};

const time: Literal = {
  write: (value) => {
    const found = CLOCK.exec(String(value));
    if (!found) return null;
    const parts = found.slice(1).map((one) => Number(one ?? 0));
    return `TIME(${(parts[2] ? parts : parts.slice(0, 2)).join(", ")})`;
  },
  read: (part) => {
    const found = figures(part, "TIME");
    if (!found || found.length < 2 || found.length > 3) return undefined;
    return found.map((one) => pad(one, 2)).join(":");
  },
};

const datetime: Literal = {
  write: (value, timeZone) => {
    const moment = typeof value === "string" ? momentOf(value) : null;
    const local = moment === null ? null : localOf(moment, timeZone);
    if (!local) return null;
    const clock = [Math.floor(local.seconds / 3600), Math.floor(local.seconds / 60) % 60, local.seconds % 60];
    const shown = clock.map((one) => pad(one, 2)).join(":");
    return `DATETIME(${date.write(local.date, timeZone)}, ${time.write(shown, timeZone)})`;
  },
  read: (part, timeZone) => {
    if (part.node !== "call" || part.name !== "DATETIME") return undefined;
    const [first, second] = part.arguments;
    const day = first && date.read(first, timeZone);
    const clock = second ? time.read(second, timeZone) : "00:00";
    if (typeof day !== "string" || typeof clock !== "string") return undefined;
    const [hour = 0, minute = 0, seconds = 0] = clock.split(":").map(Number);
    const local = daysOfDate(day) * DAY_SECONDS + hour * 3600 + minute * 60 + seconds;
    return momentText(zonedMoment(local, timeZone)) ?? undefined;
  },
};

const UNITS: readonly (readonly [string, number])[] = [
  ["HOURS", 3600],
  ["MINUTES", 60],
  ["SECONDS", 1],
];

const duration: Literal = {
  write: (value) => {
    const seconds = Number(value);
    if (value === null || value === "" || !Number.isInteger(seconds)) return null;
    const [unit, size] = UNITS.find(([, each]) => seconds % each === 0) ?? ["SECONDS", 1];
    return `${unit}(${seconds / size})`;
  },
  read: (part) => {
    for (const [unit, size] of UNITS) {
      const found = figures(part, unit);
      if (found?.length === 1) return String((found[0] ?? 0) * size);
    }
    return undefined;
  },
};

/** By the types of the language; an option is written as its key, whatever names a row as its number. */
const LITERALS: Readonly<Record<string, Literal>> = {
  text,
  choice: text,
  number,
  boolean,
  date,
  time,
  datetime,
  duration,
  person: row,
  department: row,
  link: row,
};

/** How an expression writes a value of the type; a list is its members. Null where it cannot. */
export function writeValue(type: ValueType, value: unknown, timeZone: string): string | null {
  if (type.name !== "list") return LITERALS[type.name]?.write(value, timeZone) ?? null;
  const literal = LITERALS[type.of ?? ""];
  const members = Array.isArray(value) ? value.map((one) => literal?.write(one, timeZone) ?? null) : [];
  return members.length > 0 && members.every((one) => one !== null) ? members.join(", ") : null;
}

/** The value that parts of an expression write; undefined where they write none of the type. */
export function readValue(type: ValueType, parts: readonly Syntax[], timeZone: string): unknown {
  const literal = LITERALS[type.name === "list" ? (type.of ?? "") : type.name];
  const values = parts.map((part) => literal?.read(part, timeZone));
  if (values.length === 0 || values.some((one) => one === undefined)) return undefined;
  return type.name === "list" ? values : values[0];
}
