/** How a branch is called, and when it is taken, in words. */
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { expressionScope, parameterNames } from "../design/expression/scope";
import { textIn } from "../document/json";
import { labelOf } from "../document/model";
import { conditionInWords } from "./conditionWords";
import type { Flowing } from "./FlowingContext";
import { type BranchDefinition, branchesOf, nodeOf, OTHERWISE, REJECTED, type Way } from "./graph";

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
  const scope = [
    ...expressionScope(design.document, [], design.locale, flow.form),
    ...parameterNames(design.document, design.locale),
  ];
  const said = conditionInWords(text, scope, design.locale, { and: t("and"), or: t("or") });
  return { name, said, lacks: false };
}
