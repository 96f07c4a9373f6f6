/** How a branch is called, and when it is taken, in words. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { expressionScope, parameterNames } from "../design/expression/scope";
import { textIn } from "../document/json";
import { labelOf } from "../document/model";
import { conditionInWords } from "./conditionWords";
import type { Flowing } from "./FlowingContext";
import { type BranchDefinition, branchesOf, nodeOf, nodesOf, OTHERWISE, REJECTED, type Way } from "./graph";

export interface BranchWords {
  name: string;
  said: string;
  /** Whether its condition is still to be written. */
  lacks: boolean;
}

export function useBranchWords(
  { flow, shapes, design }: Flowing,
  way: Way,
  branch: BranchDefinition | null,
): BranchWords {
  const { t } = useTranslation("flowing");
  const node = nodeOf(flow, way.node);
  if (way.exit === REJECTED) return { name: t("way.rejected"), said: "", lacks: false };
  if (!branch || !node)
    return {
      name: t(way.exit === OTHERWISE ? "way.otherwise" : "way.next"),
      said: t("way.otherwise_said"),
      lacks: false,
    };
  const place = branchesOf(node).findIndex(({ key }) => key === branch.key);
  const name = textOf(labelOf(branch), design.locale) || t("branch_number", { number: place + 1 });
  if (!shapes.get(node.kind)?.isConditional) return { name, said: t("way.always"), lacks: false };
  const text = textIn(branch.condition);
  if (!text.trim()) return { name, said: t("no_condition"), lacks: true };
  return { name, said: saidOf({ flow, design }, text, t), lacks: false };
}

/** Of what a record is asked before the flow begins, in words; nothing where it may always begin. */
export function useBeginning(flowing: Flowing): { node: string; said: string } | null {
  const { t } = useTranslation("flowing");
  const start = nodesOf(flowing.flow).find(({ kind }) => flowing.shapes.get(kind)?.item.begins);
  const text = textIn(start?.condition);
  return start && text.trim() ? { node: start.key, said: saidOf(flowing, text, t) } : null;
}

function saidOf({ flow, design }: Pick<Flowing, "flow" | "design">, text: string, t: TFunction): string {
  const scope = [
    ...expressionScope(design.document, [], design.locale, flow.form),
    ...parameterNames(design.document, design.locale),
  ];
  return conditionInWords(text, scope, design.locale, { and: t("and"), or: t("or") });
}
