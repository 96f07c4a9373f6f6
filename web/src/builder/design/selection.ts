/** What is chosen: the application, a list of options that fields share, the form as a whole, a section, some fields,
 * columns of a sub-table, or a view. */
export interface Selection {
  part: "app" | "options" | "form" | "section" | "fields" | "view";
  keys: readonly string[];
  /** The sub-table whose columns these are. */
  table: string | null;
}

export const FORM: Selection = { part: "form", keys: [], table: null };
export const APP: Selection = { part: "app", keys: [], table: null };

export const someFields = (keys: readonly string[], table: string | null = null): Selection =>
  keys.length > 0 ? { part: "fields", keys, table } : FORM;

export const aSection = (key: string): Selection => ({ part: "section", keys: [key], table: null });

export const sharedOptions = (key: string): Selection => ({ part: "options", keys: [key], table: null });

export const aView = (key: string): Selection => ({ part: "view", keys: [key], table: null });

/** With one more or one fewer; what stood in another table is let go. */
export function toggled(selection: Selection, key: string, table: string | null = null): Selection {
  if (selection.part !== "fields" || selection.table !== table) return someFields([key], table);
  const has = selection.keys.includes(key);
  return someFields(has ? selection.keys.filter((one) => one !== key) : [...selection.keys, key], table);
}

/** Everything from the last chosen to `key`, in the order of the canvas. */
export function stretched(selection: Selection, key: string, order: readonly string[]): Selection {
  const from = order.indexOf(selection.keys.at(0) ?? key);
  const to = order.indexOf(key);
  if (selection.part !== "fields" || selection.table !== null || from < 0 || to < 0) return someFields([key]);
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return someFields(from <= to ? between : between.toReversed());
}

/** Whether it was chosen after all others of the form's own fields. */
export const isLast = ({ part, table, keys }: Selection, key: string): boolean =>
  part === "fields" && table === null && keys.at(-1) === key;

export const isChosen = (selection: Selection, key: string, table: string | null = null): boolean =>
  selection.part === "fields" && selection.table === table && selection.keys.includes(key);
