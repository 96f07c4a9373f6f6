/** What stands between a record and another stage. */
import type { FormView } from "~/api/types";
import type { Label } from "~/words";
import { type Facts, formEnvironment, isKnown } from "./environment";
import { isBlank, type Values } from "./values";

export interface Gate {
  key: string;
  field: string;
  option: string;
  on: "enter" | "leave";
  required: readonly string[];
  message: Label;
}

export interface Obstacle {
  gate: Gate;
  /** Fields still to be filled. */
  missing: readonly string[];
  /** The gate's own condition does not hold. */
  failed: boolean;
}

/** Why a record may not go from the option it stands at (in `old`) to `option`; empty when the way is free. */
export function obstacles(
  form: FormView,
  field: string,
  option: unknown,
  values: Values,
  old: Values | null,
  facts: Facts,
): Obstacle[] {
  const from = old?.[field];
  if (from === option) return [];
  const environment = formEnvironment(form, { ...values, [field]: option }, old, facts);
  return ((form.gates ?? []) as unknown as readonly Gate[])
    .filter((gate) => gate.field === field)
    .filter((gate) => (gate.on === "enter" ? gate.option === option : gate.option === from))
    .map((gate) => {
      const tree = form.trees[`gates/${gate.key}`];
      const failed = tree !== undefined && isKnown(tree, facts) && facts.evaluate(tree, environment) !== true;
      return { gate: told(gate, form), missing: gate.required.filter((key) => isBlank(values[key])), failed };
    })
    .filter((obstacle) => obstacle.failed || obstacle.missing.length > 0);
}

/** A gate whose author left no message says its condition, where the reader may know it. */
function told(gate: Gate, form: FormView): Gate {
  if (Object.values(gate.message).some(Boolean)) return gate;
  return { ...gate, message: form.sentences?.[`gates/${gate.key}`] ?? gate.message };
}
