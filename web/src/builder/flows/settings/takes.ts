/** What a setting of a flow takes, as its schema tells: something of a kind, or what has a name elsewhere. */
import type { BlockItem, DecisionItem, FlowKinds, Schema } from "~/api/kinds";
import type { Family } from "~/kinds/flowKindRegistry";
import { partsOf, type Setting, settingsOf } from "../../design/settings/schema";

/** What names something that is chosen from a list. */
const NAMING = [
  "node",
  "flow",
  "field",
  "source",
  "target_field",
  "field_rights",
  "role",
  "form",
  "person",
  "position",
  "group",
  "department",
  "approver_group",
  "expression",
];

export function takesOf({ schema, item }: Pick<Setting, "schema" | "item">): string | null {
  const hint = schema["x-ui"] ?? item["x-ui"];
  return hint !== undefined && NAMING.includes(hint) ? hint : null;
}

/** The settings of a kind, each with what it is where nobody set it. */
export function settingsWithUsual(root: Schema): readonly Setting[] {
  return withUsual(settingsOf(root), root);
}

/** The same for the parts of a setting. */
export function partsWithUsual(schema: Schema, root: Schema): readonly Setting[] {
  return withUsual(partsOf(schema, root), schema);
}

function withUsual(settings: readonly Setting[], holder: Schema): readonly Setting[] {
  return settings.map((setting) => {
    const usual = holder.properties?.[setting.name]?.default ?? undefined;
    return usual === undefined ? setting : { ...setting, schema: { ...setting.schema, default: usual } };
  });
}

export interface Listed {
  /** Whether it holds one of the kinds, a list of such, or something else. */
  is: "one" | "list" | null;
  family: Family;
  items: readonly (BlockItem | DecisionItem)[];
}

const OTHER: Listed = { is: null, family: "node", items: [] };

/** The kinds of which a setting takes one or several: those that its schema names. */
export function listedKinds(kinds: FlowKinds, { schema, item }: Pick<Setting, "schema" | "item">): Listed {
  const some = schema.oneOf ?? item.oneOf;
  if (!some) return OTHER;
  const is = schema.oneOf ? "one" : "list";
  const name = some[0]?.$ref?.split("/").at(-1) ?? "";
  if (name.endsWith("Approver")) return { is, family: "approver", items: kinds.approvers };
  if (name.endsWith("Decision")) return { is, family: "decision", items: kinds.decisions };
  if (name.endsWith("Action")) return { is, family: "action", items: kinds.actions };
  return OTHER;
}

/** What a new thing of a kind cannot do without, in the order of its schema. */
export function requiredOf(schema: Schema): readonly string[] {
  return (schema.required ?? []).filter((name) => name !== "kind" && name !== "key");
}
