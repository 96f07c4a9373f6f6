/** What a field kind brings to the browser. Each kind is one file of kinds/fields that exports `defineField({…})`. */
import type { ComponentType } from "react";
import type { FieldView, FormView, Issue, Operator, ValueType } from "~/api/types";
import type { Locale } from "~/words";
import type { KindContextValue } from "./context";

/** A field with the settings of its kind. */
export type FieldWith<Settings> = FieldView & Settings;

/** The other values of the same record, or of the same row and its parent, as JSON gives them. */
export type Values = Readonly<Record<string, unknown>>;

export interface EditProps<Value, Settings = object> {
  /** For the label's `htmlFor`. */
  id: string;
  field: FieldWith<Settings>;
  value: Value | null;
  values: Values;
  onChange: (value: Value | null) => void;
  onBlur?: () => void;
  disabled?: boolean;
  autoFocus?: boolean;
  /** The problems that stand at this field or inside it, with pointers relative to it ("" is the field itself). */
  issues: readonly Issue[];
  /** In a cell of a sub-table or in a filter the control has no room for more than itself. */
  compact?: boolean;
}

export interface ReadProps<Value, Settings = object> {
  field: FieldWith<Settings>;
  value: Value | null;
}

/** Drawn hundreds of times while scrolling: plain elements, no library controls, no effects. One line high. */
export type CellProps<Value, Settings = object> = ReadProps<Value, Settings>;

/** Where the cursor goes when an edit ends; null leaves it on the cell. */
export type Move = "down" | "up" | "right" | "left" | null;

export interface ChangeProps<Value, Settings = object> {
  field: FieldWith<Settings>;
  before: Value | null;
  after: Value | null;
}

/** An editor over a grid's cell, for kinds that are picked rather than typed. Without one the grid edits text by
 * `toText` and `fromText`. */
export interface CellEditProps<Value, Settings = object> {
  field: FieldWith<Settings>;
  value: Value | null;
  values: Values;
  /** What the person typed to open the editor, or null when it was opened by Enter or a double click. */
  typed: string | null;
  onCommit: (value: Value | null, move: Move) => void;
  onCancel: () => void;
}

/** Draws one operand of a filter's operator; without it the field's Edit is used for operands of the field's own type. */
export interface FilterValueProps<Settings = object> {
  field: FieldWith<Settings>;
  operator: Operator;
  operand: ValueType;
  value: unknown;
  onChange: (value: unknown) => void;
}

export type Alignment = "left" | "right" | "center";

export type Parsed<Value> = { value: Value | null } | { problem: string };

export interface FieldKind<Value = unknown, Settings = object> {
  kind: string;
  Edit: ComponentType<EditProps<Value, Settings>>;
  Read: ComponentType<ReadProps<Value, Settings>>;
  Cell: ComponentType<CellProps<Value, Settings>>;
  CellEdit?: ComponentType<CellEditProps<Value, Settings>>;
  /** What became of a value, in a history; by default what stood there and what stands there now. */
  Change?: ComponentType<ChangeProps<Value, Settings>>;
  /** Whether a letter typed on a cell begins to edit its text, while Enter opens CellEdit. */
  typedAsText?: boolean;
  FilterValue?: ComponentType<FilterValueProps<Settings>>;
  /** The value as text for the clipboard, the grid's text editor, card lists and history. */
  toText: (value: Value | null, field: FieldWith<Settings>, context: KindContextValue) => string;
  /** What a person typed or pasted, read as a value; blank text is a null value. Names are looked up by `context.find`. */
  fromText: (
    text: string,
    field: FieldWith<Settings>,
    context: KindContextValue,
  ) => Parsed<Value> | Promise<Parsed<Value>>;
  /** The value as the expression language sees it. */
  toExpression: (value: Value | null, field: FieldWith<Settings>) => unknown;
  /** A number of the expression language, such as the sum of a column, as a value; by default read by fromText. */
  fromExpression?: (value: string, field: FieldWith<Settings>) => Value | null;
  /** Brings what texts of values are made of, where that is not in the page from the beginning. */
  prepare?: () => Promise<unknown>;
  /** How an operand of a filter reads in a sentence; by default each value by toText. */
  operandText?: (
    value: unknown,
    operand: ValueType,
    field: FieldWith<Settings>,
    context: KindContextValue,
  ) => string;
  /** Whether two values are the same to a person; by default equal JSON. */
  same?: (one: Value | null, other: Value | null) => boolean;
  /** The value as it follows from rows of the same record, which `rows` gives as expressions see them (null for what
   * is no sub-table of it); undefined when only the server can tell. */
  aggregate?: (
    field: FieldWith<Settings>,
    rows: (source: string) => readonly Values[] | null,
  ) => Value | null | undefined;
  /** Orders rows that the browser holds, as in a sub-table. */
  compare?: (one: Value, other: Value) => number;
  /** Where the ids of this field belong: "person", "department" or "form:<key>". */
  source?: (field: FieldWith<Settings>) => string | null;
  /** Whether a value is a list of ids rather than one. */
  lists?: boolean;
  /** The usual width of a grid's column in pixels. */
  width: number;
  /** The words of which a cell shows one, where they are known: a column is wide enough for the longest. */
  cellWords?: (field: FieldWith<Settings>, locale: Locale) => readonly string[];
  /** Where a cell's value stands; what is computed stands as its type does. */
  align: Alignment | ((field: FieldWith<Settings>) => Alignment);
  /** Whether the value takes a line of its own in a form whatever its layout says. */
  wide?: boolean;
  /** Whether a grid can show it as a column; a table inside a cell cannot. */
  inGrid?: boolean;
  /** Whether it is there to be pressed, rather than a value with a name. */
  acts?: boolean;
  /** Whether it draws its name itself, with what stands beside it. */
  isHeaded?: boolean;
  /** False where no cell of a spreadsheet can hold a value. */
  inImport?: boolean;
  /** The settings that a new field begins with, where it cannot do without; `home` is the form that it comes into. */
  begin?: (home: FormView, forms: readonly FormView[]) => Readonly<Record<string, unknown>>;
  /** The kind's own words, read by `useTranslation("kind.<name>")`. */
  words?: Record<Locale, Record<string, string>>;
}

/** Where the values of a field stand in a grid. */
export function alignmentOf({ align }: FieldKind, field: FieldView): Alignment {
  return typeof align === "function" ? align(field) : align;
}

export function defineField<Value, Settings = object>(
  kind: FieldKind<Value, Settings>,
): FieldKind<Value, Settings> {
  return kind;
}
