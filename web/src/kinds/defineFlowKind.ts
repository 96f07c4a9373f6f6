/** What a kind of node, of approvers, of decision or of action brings to the browser. Each is one file of kinds/nodes,
 * kinds/approvers, kinds/decisions or kinds/actions that exports `defineFlowKind({…})`. */
import type { Locale } from "~/words";

export interface FlowKind {
  kind: string;
  /** Setting → the types of fields that it takes, one or a list of them, where not every field will do. */
  takes?: Readonly<Record<string, readonly string[]>>;
  /** The kind's own words: `hint` in the palette, and how its settings are called where they are not called as
   * everywhere (`setting.<name>`, `setting_help.<name>`, `setting.<name>.<value>`). */
  words: Record<Locale, Record<string, string>>;
}

/** Fields by which something is due. */
export const DATES: readonly string[] = ["date", "datetime"];

export function defineFlowKind(kind: FlowKind): FlowKind {
  return kind;
}
