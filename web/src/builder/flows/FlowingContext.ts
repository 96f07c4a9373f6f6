/** The flow in hand, for every part of its designer. */
import { createContext, useContext } from "react";
import type { FlowKinds } from "~/api/kinds";
import { textOf } from "~/words";
import type { Design } from "../design/DesignContext";
import { textIn } from "../document/json";
import { labelOf } from "../document/model";
import type { FlowDefinition, NodeDefinition, Shapes } from "./graph";
import type { Spot } from "./layout";
import type { Tree } from "./tree";

export interface Flowing {
  design: Design;
  flow: FlowDefinition;
  kinds: FlowKinds;
  shapes: Shapes;
  tree: Tree;
  /** Nodes by their keys, and branches by the ways that lead to them; nothing where the flow as a whole is meant. */
  chosen: readonly string[];
  choose: (chosen: readonly string[]) => void;
  enterSettings: () => void;
  /** Where the palette is open over a way. */
  /** The nodes through which the looked-up way leads, while one is shown. */
  lit: ReadonlySet<string> | null;
  opened: Spot | null;
  open: (spot: Spot | null) => void;
}

export const FlowingContext = createContext<Flowing | null>(null);

export function useFlowing(): Flowing {
  const flowing = useContext(FlowingContext);
  if (!flowing) throw new Error("No flow is being designed.");
  return flowing;
}

/** What people call a node: its name, or what its kind is called. */
export function nameOfNode(
  { shapes, design }: Pick<Flowing, "shapes" | "design">,
  node: NodeDefinition,
): string {
  return (
    textOf(labelOf(node), design.locale) ||
    textOf(shapes.get(node.kind)?.item.title, design.locale) ||
    node.kind
  );
}

export function nameOfFlow(flow: FlowDefinition, locale: Design["locale"]): string {
  return textOf(labelOf(flow), locale) || textIn(flow.key);
}

export type Dragged = Record<string | symbol, unknown>;
export const dragKind = (kind: string): Dragged => ({ drags: "node_kind", kind });
export const dragNode = (key: string): Dragged => ({ drags: "node", key });
export const isNodeLike = (data: Dragged): boolean => data.drags === "node_kind" || data.drags === "node";
