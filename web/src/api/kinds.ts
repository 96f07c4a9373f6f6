/** The kinds of fields that there are. */
import type { Label } from "~/words";
import { api } from "./client";

/** A JSON Schema, as far as settings need one. */
export interface Schema {
  type?: string;
  enum?: readonly string[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  const?: string;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  /** What the value is, where its type does not tell. */
  "x-ui"?: string;
  "x-of"?: string;
  /** What a field must be fit for, as a list of records uses it. */
  "x-fits"?: "cell" | "order" | "sum";
  /** Whether it is asked for before anything else. */
  "x-foremost"?: boolean;
  /** Of an expression: whether it says what is to hold, rather than giving a value. */
  "x-condition"?: boolean;
  /** Of an expression: the member beside it that names the field whose value it gives. */
  "x-gives"?: string;
  $ref?: string;
  $defs?: Readonly<Record<string, Schema>>;
}

export interface KindItem {
  kind: string;
  title: Label;
  icon: string;
  /** Under which head the palette shows it. */
  group: string;
  computed: boolean;
  /** Whether it is something to press rather than a value. */
  pressed: boolean;
  /** Whether it shows a value of its own, that can be shown masked. */
  can_be_masked: boolean;
  can_be_title: boolean;
  can_be_unique: boolean;
  in_rows: boolean;
  schema: Schema;
}

export interface BlockItem {
  kind: string;
  title: Label;
  icon: string;
  schema: Schema;
}

/** The kinds of blocks of which a record's page is made, in the order in which they are offered. */
export async function blockKinds(signal?: AbortSignal): Promise<readonly BlockItem[]> {
  return (await api.get<{ blocks: BlockItem[] }>("/kinds", {}, signal)).blocks;
}

export async function fieldKinds(signal?: AbortSignal): Promise<readonly KindItem[]> {
  return (await api.get<{ items: KindItem[] }>("/kinds", {}, signal)).items;
}

export interface NodeItem extends BlockItem {
  /** Whether flows begin, or end, at it. */
  begins: boolean;
  ends: boolean;
  /** Whether branches begin at it that go on side by side. */
  splits: boolean;
  waits_for_people: boolean;
}

export interface ApproverItem extends BlockItem {
  /** Who chooses the people while the flow runs. */
  chooser: string | null;
}

export interface DecisionItem {
  kind: string;
  title: Label;
  counts_groups: boolean;
  schema: Schema;
}

/** Everything of which flows are made, each in the order in which it is offered. */
export interface FlowKinds {
  nodes: readonly NodeItem[];
  approvers: readonly ApproverItem[];
  decisions: readonly DecisionItem[];
  actions: readonly BlockItem[];
  /** What holds for a flow as a whole. */
  policies: Schema;
}

export function flowKinds(signal?: AbortSignal): Promise<FlowKinds> {
  return api.get<FlowKinds>("/kinds", {}, signal);
}
