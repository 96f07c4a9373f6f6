/** A flow read as a graph: its nodes, and the ways that lead from one to the next. */
import type { NodeItem, Schema } from "~/api/kinds";
import { isObject, type Json, type JsonObject, listOf, textIn } from "../document/json";

export interface FlowDefinition extends JsonObject {
  readonly key: string;
  readonly form: string;
}

export interface NodeDefinition extends JsonObject {
  readonly kind: string;
  readonly key: string;
}

export interface BranchDefinition extends JsonObject {
  readonly key: string;
}

/** A way out of a node: the member that names where it leads, or the branch that does. */
export interface Way {
  node: string;
  exit: string;
}

export const NEXT = "next";
export const REJECTED = "rejected";
export const OTHERWISE = "otherwise";
export const MEETS = "meets";
const BRANCH = "branches/";
/** The answer that gives rejection a way of its own. */
const ROUTE = "route";

export const branchExit = (branch: string): string => BRANCH + branch;
export const branchOf = (exit: string): string | null =>
  exit.startsWith(BRANCH) ? exit.slice(BRANCH.length) : null;
export const sameWay = (one: Way, other: Way): boolean => one.node === other.node && one.exit === other.exit;

/** How flows go through a kind of node, as its schema tells. */
export interface Shape {
  item: NodeItem;
  hasNext: boolean;
  hasBranches: boolean;
  isConditional: boolean;
  hasOtherwise: boolean;
  meets: boolean;
}

export type Shapes = ReadonlyMap<string, Shape>;

export function shapesOf(kinds: readonly NodeItem[]): Shapes {
  return new Map(
    kinds.map((item) => {
      const { properties = {} } = item.schema;
      const branch = followed(properties.branches?.items, item.schema);
      const shape: Shape = {
        item,
        hasNext: NEXT in properties,
        hasBranches: branch !== undefined,
        isConditional: branch !== undefined && "condition" in (branch.properties ?? {}),
        hasOtherwise: OTHERWISE in properties,
        meets: MEETS in properties,
      };
      return [item.kind, shape];
    }),
  );
}

function followed(schema: Schema | undefined, root: Schema): Schema | undefined {
  const name = schema?.$ref?.split("/").at(-1);
  return name ? root.$defs?.[name] : schema;
}

function isNode(value: Json): value is NodeDefinition {
  return isObject(value) && typeof value.kind === "string" && typeof value.key === "string";
}

export function nodesOf(flow: JsonObject): readonly NodeDefinition[] {
  return listOf(flow.nodes).filter(isNode);
}

export function nodeOf(flow: JsonObject, key: string): NodeDefinition | undefined {
  return nodesOf(flow).find((node) => node.key === key);
}

export function branchesOf(node: NodeDefinition): readonly BranchDefinition[] {
  return listOf(node.branches).filter(
    (branch): branch is BranchDefinition => isObject(branch) && typeof branch.key === "string",
  );
}

/** The branch that a way is, if it is one. */
export function branchAt(flow: JsonObject, { node, exit }: Way): BranchDefinition | null {
  const holder = nodeOf(flow, node);
  const key = branchOf(exit);
  return (holder && branchesOf(holder).find((one) => one.key === key)) ?? null;
}

export interface Exit extends Way {
  target: string | null;
}

/** The ways out in the order in which they are drawn; of a node that splits all but the one to where they meet. */
export function exitsOf(node: NodeDefinition, shapes: Shapes): readonly Exit[] {
  const shape = shapes.get(node.kind);
  if (!shape) return [];
  const one = (exit: string): Exit => ({ node: node.key, exit, target: targetOf(node, exit) });
  return [
    ...(shape.hasBranches ? branchesOf(node).map(({ key }) => one(branchExit(key))) : []),
    ...(shape.hasOtherwise ? [one(OTHERWISE)] : []),
    ...(shape.hasNext ? [one(NEXT)] : []),
    ...(node.on_rejection === ROUTE ? [one(REJECTED)] : []),
  ];
}

export function targetOf(node: NodeDefinition, exit: string): string | null {
  const branch = branchOf(exit);
  const holder = branch === null ? node : branchesOf(node).find(({ key }) => key === branch);
  return textIn(holder?.[branch === null ? exit : NEXT]) || null;
}

/** The node with a way of it led elsewhere; nowhere where `target` is null. */
export function ledTo(node: NodeDefinition, exit: string, target: string | null): NodeDefinition {
  const branch = branchOf(exit);
  if (branch === null) return { ...node, [exit]: target };
  return {
    ...node,
    branches: branchesOf(node).map((one) => (one.key === branch ? { ...one, [NEXT]: target } : one)),
  };
}

/** Every member of a node that names another. */
export function mentionsOf(node: NodeDefinition): readonly Exit[] {
  const members = [NEXT, REJECTED, OTHERWISE, MEETS, ...branchesOf(node).map(({ key }) => branchExit(key))];
  return members.flatMap((exit) => {
    const target = targetOf(node, exit);
    return target === null ? [] : [{ node: node.key, exit, target }];
  });
}

/** What can be come to from a node along the ways, itself included; `without` is not passed. */
export function reached(
  nodes: ReadonlyMap<string, NodeDefinition>,
  shapes: Shapes,
  from: string | null,
  without: (exit: Exit) => boolean = () => false,
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = from === null ? [] : [from];
  while (waiting.length > 0) {
    const key = waiting.pop() ?? "";
    const node = nodes.get(key);
    if (!node || found.has(key)) continue;
    found.add(key);
    for (const exit of exitsOf(node, shapes))
      if (exit.target !== null && !without(exit)) waiting.push(exit.target);
  }
  return found;
}
