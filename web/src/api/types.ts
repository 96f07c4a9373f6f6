/** What the server says about people, applications and records, as the browser reads it. */
import type { Label, Locale } from "~/words";
import type { Logos, WeekStart } from "./company";

export interface Titled {
  id: number;
  title: string;
}

export interface Me {
  person: {
    id: number;
    login: string;
    name: string;
    language: Locale;
    /** Whether the person chose it; it is the browser's otherwise. */
    has_chosen_language: boolean;
    theme?: "light" | "dark" | "system" | null;
    is_administrator: boolean;
    department: Titled | null;
    must_change_password: boolean;
    /** Tours that the person was led through, or did not care for. */
    tours: readonly string[];
  };
  company: {
    name: string;
    time_zone: string;
    base_currency: string;
    week_start: WeekStart;
    /** The month with which fiscal years begin: 1 is January. */
    fiscal_start: number;
    logo: Logos;
    /** What one unit of each other currency is worth in it today. */
    rates: Readonly<Record<string, string>>;
    days_off?: readonly string[];
    days_on?: readonly string[];
  };
  banner: string[];
  /** Whether this browser sees an application as somebody else. */
  is_looking?: boolean;
}

export interface AppSummary {
  key: string;
  label: Label;
  description: Label;
  icon: string;
  colour: string;
  /** Null before it is published for the first time. */
  version: number | null;
  can_build: boolean;
}

/** A type of the expression language. */
export interface ValueType {
  name: string;
  of?: string | null;
  options?: readonly string[] | null;
}

export interface Operator {
  key: string;
  words: Label;
  operands: readonly ValueType[];
  /** Where conditions are designed: how one writes the comparison, `_field` and `_0` standing for what is compared. */
  pattern?: string;
}

/** A field as the caller may see it; a kind's own settings stand beside what all fields have. */
export interface FieldView {
  kind: string;
  key: string;
  label: Label;
  help?: Label;
  required?: boolean;
  unique?: boolean;
  default?: string;
  visible_when?: string;
  required_when?: string;
  read_only_when?: string;
  computed: boolean;
  sortable: boolean;
  operators: readonly Operator[];
  aggregates: readonly string[];
  /** In which ways records are grouped by it: by "value", or by spans of time. */
  groups?: readonly string[];
  /** Of a field that shows what stands in linked records: where that is, if the reader may know, whether it is several
   * values, and what these are ids of. */
  shows?: { form?: string; field?: string; several: boolean; source: string | null };
  [setting: string]: unknown;
}

export type Access = "read" | "write" | "masked";
export type Action = string;

export interface LayoutCell {
  field: string;
  span: number;
}

export interface LayoutSection {
  key: string;
  label: Label;
  columns: number;
  cells: readonly LayoutCell[];
  /** In Markdown, above the fields. */
  text: Label;
  /** A field whose pictures stand there, too. */
  picture?: string | null;
  /** Whether it goes on with the section before it, behind a line. */
  joined?: boolean;
  visible_when: string;
  collapsed: boolean;
}

export interface Inverse {
  key: string;
  label: Label;
  form: string;
  field: string;
}

export interface SortKey {
  field: string;
  descending: boolean;
}

/** A setting of a kind of view that names fields, and those that it takes. */
export interface ViewSetting {
  name: string;
  label: Label;
  many: boolean;
  required: boolean;
  /** Whether it is set while looking at the list, rather than when the view is made. */
  arranged: boolean;
  /** Of several that are objects: the member that names the field. */
  member: string;
  choices: readonly string[];
}

/** A kind of view that can be made of a form. */
export interface ViewKindChoice {
  kind: string;
  title: Label;
  settings: readonly ViewSetting[];
}

export interface FormView {
  key: string;
  label: Label;
  icon: string;
  description: Label;
  title_field: string | null;
  stage_field: string | null;
  fields: readonly FieldView[];
  layout: { sections: readonly LayoutSection[]; tabs?: boolean };
  gates?: readonly Record<string, unknown>[];
  validations?: readonly Record<string, unknown>[];
  sort: readonly SortKey[];
  rights: { actions: readonly Action[]; fields: Readonly<Record<string, Access>> };
  trees: Readonly<Record<string, unknown>>;
  /** Conditions in words, where the reader may know everything that they are about. */
  sentences?: Readonly<Record<string, Label>>;
  inverses: readonly Inverse[];
  view_kinds: readonly ViewKindChoice[];
}

/** A field whose values gather rows under heads; of days and moments, the span in which they lie. */
export interface GroupKey {
  field: string;
  unit?: string | null;
  descending?: boolean;
}

/** What stands below a column. */
export interface TotalKey {
  field: string;
  by: string;
}

/** A condition, and the colour of the rows on which it holds. */
export interface RowColour {
  when: FilterTree;
  colour: string;
}

export interface ListView {
  key: string;
  form: string;
  kind: string;
  label: Label;
  /** Where the kind of view shows any. */
  columns?: readonly { field: string; width?: number | null }[];
  groups?: readonly GroupKey[];
  totals?: readonly TotalKey[];
  colours?: readonly RowColour[];
  frozen?: number;
  filter: FilterTree | null;
  sort: readonly SortKey[];
}

/** A part of a record's page; its kind's own settings stand beside what all have. */
export interface PageBlock {
  kind: string;
  key: string;
  label: Label;
  [setting: string]: unknown;
}

export interface PageColumn {
  key: string;
  /** Its share beside the other columns of the tab. */
  width: number;
  blocks: readonly PageBlock[];
}

export interface PageTab {
  key: string;
  label: Label;
  columns: readonly PageColumn[];
}

/** How records of a form are looked at by the reader. */
export interface PageView {
  key: string;
  form: string;
  label: Label;
  top: readonly PageBlock[];
  tabs: readonly PageTab[];
  side: readonly PageBlock[];
  /** What must hold for a tab or a block to be shown, by its key. */
  trees: Readonly<Record<string, unknown>>;
}

export interface MenuEntry {
  key: string;
  label: Label;
  icon: string;
  form: string | null;
  /** One view of the form. */
  view?: string | null;
  /** An address of another site, or a path of this one. */
  link?: string;
  entries: readonly MenuEntry[];
}

export interface AppView {
  key: string;
  version: number;
  label: Label;
  icon: string;
  colour: string;
  can_build: boolean;
  /** Whether the reader decides who may do what in it. */
  administers?: boolean;
  menu: readonly MenuEntry[];
  views: readonly ListView[];
  pages?: readonly PageView[];
  parameters?: Readonly<Record<string, unknown>>;
  /** Whether it has flows at all, also such as the reader never begins. */
  has_flows?: boolean;
  flows?: readonly { key: string; form: string; icon: string; label: Label; caption: Label }[];
  /** What every record has beside its fields. */
  system_fields?: readonly Pick<
    FieldView,
    "key" | "label" | "sortable" | "operators" | "aggregates" | "groups"
  >[];
  forms: readonly FormView[];
}

export type FilterTree =
  | { all: readonly FilterTree[] }
  | { any: readonly FilterTree[] }
  | { not: FilterTree }
  | { field: string; operator: string; value?: unknown };

/** A record, flat: field keys beside the system columns; links and people are ids. */
export interface RecordData {
  id: number;
  version: number;
  title: string | null;
  [field: string]: unknown;
}

/** Records that share a value: `{id, title}` where the value names something. */
export interface RecordGroup {
  value: unknown;
  count: number;
  /** By "aggregate:field", as decimal text. */
  totals: Readonly<Record<string, string | null>>;
  /** Finds its records within the group around it. */
  filter: FilterTree | null;
  groups?: readonly RecordGroup[];
}

export interface RecordGroups {
  groups: readonly RecordGroup[];
  truncated: boolean;
  all: Pick<RecordGroup, "count" | "totals">;
}

/** Records of a tree that stand right below one, or at the top where `under` is null. */
export interface RecordBranch {
  under: number | null;
  items: readonly RecordData[];
  /** Of each item, how many stand right below it. */
  children: readonly number[];
  /** Of each item, whether it is what was asked for, or only leads there. */
  matches: readonly boolean[];
  next: string | null;
}

export interface Page<T> {
  items: T[];
  total: number | null;
  next: string | null;
  /** Of each item, the first of the marking conditions that holds on it. */
  marks?: readonly (number | null)[];
}

export interface Issue {
  code: string;
  pointer: string;
  message: string;
  hint: string;
  severity: "error" | "warning";
  params?: Record<string, unknown>;
}

export interface ValidateAnswer {
  values: Record<string, unknown>;
  issues: Issue[];
  slots: Record<string, unknown>;
  titles: Record<string, Record<string, string>>;
}

/** Which records a bulk change is about: exactly one of these. */
export type BulkChoice =
  | { records: readonly { id: number; version?: number; values?: Readonly<Record<string, unknown>> }[] }
  | { ids: readonly number[] }
  | { filter: FilterTree | null; search?: string };

export type BulkChange = BulkChoice & {
  action: "edit" | "delete" | "restore" | "transfer" | "press";
  button?: string;
  values?: Readonly<Record<string, unknown>>;
  owner?: number;
  /** Hands over what is in the recycle bin. */
  deleted?: boolean;
  preview?: boolean;
  partial?: boolean;
};

/** A record that a bulk change leaves as it is, and why; `place` counts from 0 among those that are meant. */
export interface BulkRefusal {
  place: number;
  /** Null of a record that was not made. */
  id: number | null;
  title: string | null;
  issues: Issue[];
  /** Of one that somebody else changed meanwhile: what stands there now. */
  version?: number;
  current?: Record<string, unknown>;
}

export interface BulkOutcome {
  count: number;
  done: number;
  unchanged: number;
  refused_count: number;
  refused: BulkRefusal[];
  batch: number | null;
  samples: { id: number; title: string | null; changes: { field: string; old: unknown; new: unknown }[] }[];
  titles: Record<string, Record<string, string>>;
  /** How many records of each form go or come along. */
  along: Record<string, number>;
  records?: RecordData[];
}

/** With whom a record was shared, or was no longer. */
export interface SharedWith {
  kind: string;
  with: Titled;
  may_edit: boolean;
}

export interface HistoryEntry {
  id: number;
  at: string;
  actor: Titled | null;
  action: string;
  version: number | null;
  /** The record that began or ended to link to this one, and by which field; of such entries only. */
  link: { form: string; field: string; record: Titled } | null;
  /** What set it off when no person did, why in the words of the person who did, and which button was pressed. */
  cause: { note?: string; button?: string | null; shared?: readonly SharedWith[] } | null;
  changes: { field: string; old: unknown; new: unknown }[];
}
