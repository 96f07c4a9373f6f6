/** What a view kind brings to the browser. Each kind is one file of kinds/views that exports `defineView({…})`. */
import type { ComponentType, ReactNode } from "react";
import type { BranchQuery, DaysQuery, GroupPath, RecordDays } from "~/api/records";
import type {
  FieldView,
  FilterTree,
  FormView,
  ListView,
  Page,
  RecordBranch,
  RecordData,
  RecordGroups,
} from "~/api/types";
import type { Locale } from "~/words";

/** What of each record is asked for, all of it otherwise. */
interface Asked {
  fields?: readonly string[] | undefined;
  /** The order where neither the view nor the person asks for one. */
  usual?: string;
}

/** The list that a view shows, under the view's own filter and what the person narrowed it by. */
export interface ListAccess {
  /** The same records as rows: a grid, or cards on a phone, or what stands there when none are found. */
  rows: ReactNode;
  phone: boolean;
  /** How many records there are; null while that is not known. */
  total: number | null;
  /** The beginning of the names under which answers are kept; records that change forget them. */
  name: readonly unknown[];
  field: (key: string) => FieldView | undefined;
  page: (
    filter: FilterTree,
    offset: number,
    limit: number,
    signal?: AbortSignal,
    asked?: Asked & {
      /** Whether to tell how many there are in all. */
      count?: boolean;
    },
  ) => Promise<Page<RecordData>>;
  /** The largest first, or in the order of their values. */
  groups: (
    by: string,
    totals: readonly string[],
    signal?: AbortSignal,
    among?: { filter: FilterTree; inOrder: boolean },
  ) => Promise<Pick<RecordGroups, "groups" | "truncated">>;
  /** The records of a group of few; those that are asked for at the same moment come by one request. */
  members: (
    group: { by: string; value: GroupPath[number]; count: number; among: FilterTree },
    signal: AbortSignal,
    asked: Asked,
  ) => Promise<Page<RecordData>>;
  /** How many records stand on each of some days, and those that come first there. */
  days: (asked: DaysQuery, signal?: AbortSignal) => Promise<RecordDays>;
  /** Branches of the tree that the records make, each in the order of the list. */
  branches: (asked: BranchQuery, signal?: AbortSignal) => Promise<readonly RecordBranch[]>;
  /** The widths that the person gave columns, in pixels; without a width one is as wide as usual again. */
  widths: Readonly<Record<string, number>>;
  resize: (key: string, width: number | null) => void;
  addressOf: (id: number) => string;
  open: (id: number) => void;
  mayWrite: (field: FieldView) => boolean;
  /** Gives a record another value, after asking for what is missing first; whether it has it now. `also` are values of
   * other fields that go with it. */
  move: (
    id: number,
    field: FieldView,
    value: unknown,
    name: string,
    also?: Readonly<Record<string, unknown>>,
  ) => Promise<boolean>;
  /** A record with everything about it. */
  record: (id: number, onGone: () => void) => ReactNode;
  /** Begins a record with values; absent where the person may not. */
  create?: ((values: Readonly<Record<string, unknown>>) => void) | undefined;
}

export interface ViewProps<Settings = object> {
  view: ListView & Settings;
  form: FormView;
  list: ListAccess;
}

export interface ViewKind<Settings = object> {
  kind: string;
  icon: ComponentType<{ "aria-hidden"?: boolean }>;
  Body: ComponentType<ViewProps<Settings>>;
  /** Whether what it shows are columns that a person arranges. */
  hasColumns?: boolean;
  /** The kind's own words, read by `useTranslation("view.<name>")`. */
  words?: Record<Locale, Record<string, string>>;
}

export function defineView<Settings = object>(kind: ViewKind<Settings>): ViewKind<Settings> {
  return kind;
}
