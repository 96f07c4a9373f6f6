/** What lies above the kinds and is given to them: pickers, titles, opening a record, drawing another field. */
import { type ComponentType, createContext, useContext, useSyncExternalStore } from "react";
import type { PictureSize, StoredFile, UploadOptions } from "~/api/files";
import { titles } from "~/api/titles";
import type { FieldView, FilterTree, FormView, RecordData } from "~/api/types";
import type { Locale } from "~/words";
import type { CellEditProps, CellProps, EditProps, FieldKind, FieldWith, ReadProps, Values } from "./define";

/** One thing that a picker offers. */
export interface Choice {
  id: number;
  title: string;
  /** A second, quiet line: a person's department, a department's path. */
  hint?: string;
  inactive?: boolean;
}

export interface SearchOptions {
  filter?: FilterTree;
  /** Narrows to what the link field "<form>.<field>" admits while its record holds `values`. */
  link?: { field: string; values: Readonly<Record<string, unknown>> };
  limit?: number;
  signal?: AbortSignal;
}

/** A field that lists the records of a form which meet its condition, and what of them the reader may see. */
export interface ListedSettings {
  lists: string;
  beside?: readonly string[];
  order?: string | null;
  descending?: boolean;
  limit?: number;
  totals?: readonly string[];
  /** The fields of its record that the condition looks at. */
  reads?: readonly string[];
}

export interface ListedProps {
  id?: string;
  field: FieldWith<ListedSettings>;
  /** The form that has the field. */
  form: string;
  values: Values;
}

export interface KindContextValue {
  locale: Locale;
  /** The company's zone, e.g. "Asia/Shanghai". */
  timeZone: string;
  /** The weekday on which the company's weeks begin: 0 is Monday. */
  weekStart: number;
  baseCurrency: string;
  /** What one unit of each other currency is worth in it today. */
  rates: Readonly<Record<string, string>>;
  /** The person at the screen. */
  me: { id: number; title: string; department: number | null };
  /** All forms of the application that is open. */
  forms: readonly FormView[];
  /** One of them, for kinds that name it. */
  form: (key: string) => FormView | undefined;
  /** Looks a person, department or record up by part of its name, pinyin or initials. */
  search: (source: string, text: string, options?: SearchOptions) => Promise<Choice[]>;
  /** Those that bear exactly this name; asked for many times while pasting, answered once. */
  find: (source: string, title: string) => Promise<Choice[]>;
  /** Words that others have entered in a field and that contain a text, the most used first. */
  suggest: (form: string, field: string, text: string, signal?: AbortSignal) => Promise<readonly string[]>;
  /** The name if it is known by now; asks for it otherwise. Components use `useTitle`. */
  title: (source: string, id: number) => string | undefined;
  /** The records that stand above one, the outermost first and itself last, as far as they are seen; `field` leads to
   * the one above. */
  way: (form: string, field: string, id: number) => Promise<readonly Choice[]>;
  /** The address at which a linked record is opened, for real links. */
  addressOf: (form: string, id: number) => string;
  /** Opens a linked record over the page. */
  open: (form: string, id: number) => void;
  /** Presses a button of a record: asks what it asks for, does it, and says so. */
  press: (form: string, record: RecordData, button: FieldView) => void;
  /** Sends a file to the server, which keeps it until a record is saved with it. */
  upload: (file: File, options?: UploadOptions) => Promise<StoredFile>;
  /** Where files, and small pictures of them, are found. */
  files: { address: (id: number) => string; picture: (id: number, size: PictureSize) => string };
  /** Draws the records of another form that a field of a record lists. */
  Listed: ComponentType<ListedProps>;
  kind: (kind: string) => FieldKind;
  /** Other fields, drawn by their own kinds: the rows of a sub-table. */
  Edit: ComponentType<EditProps<unknown>>;
  Read: ComponentType<ReadProps<unknown>>;
  Cell: ComponentType<CellProps<unknown>>;
  /** An editor over a cell, of the kind's own or of text. */
  CellEdit: ComponentType<CellEditProps<unknown>>;
}

export const KindContext = createContext<KindContextValue | null>(null);

export function useKinds(): KindContextValue {
  const value = useContext(KindContext);
  if (!value) throw new Error("A field kind is drawn outside of its context.");
  return value;
}

/** The name of what an id stands for, redrawn when it becomes known. */
export function useTitle(source: string, id: number | null | undefined): string | undefined {
  const { title } = useKinds();
  return useSyncExternalStore(titles.subscribe, () => (id ? title(source, id) : undefined));
}
