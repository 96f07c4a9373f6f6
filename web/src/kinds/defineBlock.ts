/** What a kind of block brings to the browser. Each kind is one file of kinds/blocks that exports `defineBlock({…})`. */
import type { ComponentType, ReactNode } from "react";
import type { FieldView, FilterTree, FormView, PageBlock, RecordData } from "~/api/types";
import type { Locale } from "~/words";

/** The records that link to the one of the page under a name, as a block asks for them. */
export interface RelatedAsked {
  source: string;
  fields: readonly string[];
  filter: FilterTree | null;
  order: string | null;
  descending: boolean;
  limit: number;
  totals: readonly string[];
  addable: boolean;
}

/** The record that a page is about, and what the page lends to its blocks to draw it with. */
export interface PageAccess {
  form: FormView;
  record: RecordData;
  /** A field that the reader may see and that its own condition does not hide. */
  field: (key: string) => FieldView | undefined;
  /** All fields, laid out as the form is. */
  details: () => ReactNode;
  fields: (keys: readonly string[], columns: number) => ReactNode;
  /** Those of its buttons that can be pressed; nothing where there is none. */
  buttons: (keys: readonly string[]) => ReactNode;
  /** The options of a field as steps. */
  progress: (field: FieldView) => ReactNode;
  /** `name` is what its author called the list, if anything. */
  related: (asked: RelatedAsked, name: string) => ReactNode;
  /** Changes and comments, and records that link to this one under the name `source`. */
  timeline: (source: string | null, moment: string | null) => ReactNode;
  comments: () => ReactNode;
  /** Markdown. */
  text: (text: string) => ReactNode;
}

export interface BlockProps<Settings = object> {
  block: PageBlock & Settings;
  page: PageAccess;
}

/** What is known of a form where its page is laid out: its way, and the names under which others link to it. */
export interface UsualForm {
  stage_field: string | null;
  sources: readonly string[];
}

/** A block of the page that records have by themselves. */
export interface UsualBlock {
  part: "top" | "main" | "side";
  key: string;
  settings?: Readonly<Record<string, string>>;
}

export interface BlockKind<Settings = object> {
  kind: string;
  Body: ComponentType<BlockProps<Settings>>;
  /** Whether it says by itself what it is: nobody else writes its name over it. */
  titled?: boolean;
  /** Whether it stands on the page as it is, without a ground of its own. */
  plain?: boolean;
  /** What of the page that records have by themselves is of this kind. */
  usual?: (form: UsualForm) => readonly UsualBlock[];
  /** Whether comments are found in it. */
  discusses?: boolean;
  /** The kind's own words, read by `useTranslation("block.<name>")`; `heading` is what one without a name is called. */
  words?: Record<Locale, Record<string, string>>;
}

export function defineBlock<Settings = object>(kind: BlockKind<Settings>): BlockKind<Settings> {
  return kind;
}
