/** What can be done with the graph of a flow. Each function gives the flow as it is afterwards, its links healed. */
import { freeKey } from "../document/names";
import {
  type BranchDefinition,
  branchExit,
  branchesOf,
  type FlowDefinition,
  ledTo,
  MEETS,
  mentionsOf,
  NEXT,
  type NodeDefinition,
  nodeOf,
  nodesOf,
  OTHERWISE,
  type Shapes,
  targetOf,
  type Way,
} from "./graph";
import type { Spot } from "./layout";
import { insideOf, keysIn, keysOf, stepOf, treeOf } from "./tree";

const withNodes = (flow: FlowDefinition, nodes: readonly NodeDefinition[]): FlowDefinition => ({
  ...flow,
  nodes,
});

export function freeNodeKey(flow: FlowDefinition, wanted: string): string {
  return freeKey(
    wanted,
    nodesOf(flow).map(({ key }) => key),
  );
}

/** Leads ways elsewhere; nowhere where `target` is null. */
export function retarget(flow: FlowDefinition, ways: readonly Way[], target: string | null): FlowDefinition {
  return withNodes(
    flow,
    nodesOf(flow).map((node) =>
      ways.filter((way) => way.node === node.key).reduce((led, { exit }) => ledTo(led, exit, target), node),
    ),
  );
}

/** A new node of a kind; one that splits begins with two branches and one for everything else, all of them empty. */
export function newNode(
  shapes: Shapes,
  kind: string,
  key: string,
  target: string | null,
  settings: Readonly<Record<string, NodeDefinition[string]>> = {},
): NodeDefinition {
  const shape = shapes.get(kind);
  return {
    kind,
    key,
    ...settings,
    ...(shape?.hasBranches
      ? { branches: begunBranches(shape.hasOtherwise && !shape.meets ? 1 : 2, target) }
      : {}),
    ...(shape?.hasOtherwise ? { [OTHERWISE]: target } : {}),
    ...(shape?.meets ? { [MEETS]: target } : {}),
    ...(shape?.hasNext ? { [NEXT]: target } : {}),
  };
}

const begunBranches = (count: number, target: string | null): readonly BranchDefinition[] =>
  Array.from({ length: count }, (_, place) => ({ key: `branch_${place + 1}`, [NEXT]: target }));

/** Puts a node where the ways lead that would come to it. */
export function insertNode(flow: FlowDefinition, spot: Spot, node: NodeDefinition): FlowDefinition {
  const led = retarget(flow, spot.ways, node.key);
  const nodes = nodesOf(led);
  const before = nodes.findIndex(({ key }) => key === spot.target);
  return withNodes(led, before < 0 ? [...nodes, node] : nodes.toSpliced(before, 0, node));
}

/** Where the flow goes on behind a node when it goes: the way straight on, or where its branches come together. */
export function onwardOf(flow: FlowDefinition, shapes: Shapes, key: string): string | null {
  const fork = stepOf(treeOf(flow, shapes), key)?.fork;
  const node = nodeOf(flow, key);
  if (!node) return null;
  if (shapes.get(node.kind)?.hasNext) return targetOf(node, NEXT);
  return fork?.join?.target ?? targetOf(node, OTHERWISE);
}

/** Removes nodes, a node that splits with everything in its branches; what led to them leads to what came behind. */
export function removeNodes(flow: FlowDefinition, shapes: Shapes, keys: readonly string[]): FlowDefinition {
  return keys.reduce((left, key) => removeNode(left, shapes, key), flow);
}

function removeNode(flow: FlowDefinition, shapes: Shapes, key: string): FlowDefinition {
  const node = nodeOf(flow, key);
  const step = stepOf(treeOf(flow, shapes), key);
  if (!node || shapes.get(node.kind)?.item.begins) return flow;
  const onward = onwardOf(flow, shapes, key);
  const fork = step?.fork;
  const main = fork && !fork.join ? fork.arms.find(({ sequence }) => sequence.first === onward) : undefined;
  const kept = new Set(main ? keysIn(main.sequence) : []);
  const gone = new Set([key, ...(fork ? insideOf(fork) : []).filter((one) => !kept.has(one))]);
  return withoutNodes(flow, gone, onward !== null && gone.has(onward) ? null : onward);
}

function withoutNodes(
  flow: FlowDefinition,
  gone: ReadonlySet<string>,
  onward: string | null,
): FlowDefinition {
  const left = withNodes(
    flow,
    nodesOf(flow).filter(({ key }) => !gone.has(key)),
  );
  const lost = nodesOf(left)
    .flatMap(mentionsOf)
    .filter(({ target }) => target !== null && gone.has(target));
  // What would then lead to itself leads nowhere.
  const [circling, healed] = [
    lost.filter((way) => way.node === onward),
    lost.filter((way) => way.node !== onward),
  ];
  return retarget(retarget(left, healed, onward), circling, null);
}

/** Takes a single node out and puts it elsewhere; what it splits stays where it is, so that nodes that split are not
 * moved. */
export function moveNode(flow: FlowDefinition, shapes: Shapes, key: string, spot: Spot): FlowDefinition {
  const node = nodeOf(flow, key);
  const shape = node && shapes.get(node.kind);
  if (!node || !shape?.hasNext || shape.item.begins) return flow;
  if (spot.target === key || spot.ways.some((way) => way.node === key)) return flow;
  const onward = targetOf(node, NEXT);
  const taken = withoutNodes(flow, new Set([key]), onward);
  return insertNode(taken, spot, ledTo(node, NEXT, spot.target));
}

/** The nodes to be copied as they stand: those that split bring everything in their branches. */
export function copied(
  flow: FlowDefinition,
  shapes: Shapes,
  keys: readonly string[],
): readonly NodeDefinition[] {
  const tree = treeOf(flow, shapes);
  const wanted = new Set(
    keys.flatMap((key) => {
      const fork = stepOf(tree, key)?.fork;
      return [key, ...(fork ? insideOf(fork) : [])];
    }),
  );
  return keysOf(tree).flatMap((key) => {
    const node = wanted.has(key) ? nodeOf(flow, key) : undefined;
    return node && !shapes.get(node.kind)?.item.begins ? [node] : [];
  });
}

export interface Pasted {
  flow: FlowDefinition;
  keys: readonly string[];
}

/** Puts copies where ways lead: their links among one another stay, and all others lead on to what comes after. */
export function pasteNodes(
  flow: FlowDefinition,
  shapes: Shapes,
  spot: Spot,
  nodes: readonly NodeDefinition[],
): Pasted {
  const taken = nodesOf(flow).map(({ key }) => key);
  const names = new Map<string, string>();
  for (const { key } of nodes) {
    const name = freeKey(key, taken);
    taken.push(name);
    names.set(key, name);
  }
  const known = nodes.filter(
    ({ kind }) => shapes.has(kind) && (spot.target === null || !shapes.get(kind)?.item.ends),
  );
  const [first] = known;
  if (!first) return { flow, keys: [] };
  const inside = new Set(
    known.flatMap((node) => mentionsOf(node).flatMap(({ target }) => (target === null ? [] : [target]))),
  );
  // What nothing in the copy leads to comes behind the piece before it.
  const heads = known.filter(({ key }) => !inside.has(key) || key === first.key).map(({ key }) => key);
  const names_ = new Map(known.map(({ key }) => [key, names.get(key) ?? key]));
  const pieceOf = (at: number): string | null => {
    const next = heads.find((head) => known.findIndex(({ key }) => key === head) > at);
    return next === undefined ? spot.target : (names_.get(next) ?? null);
  };
  const copies = known.map((node, at): NodeDefinition => {
    const links = mentionsOf(node);
    const led = links.reduce(
      (one, { exit, target }) => ledTo(one, exit, names_.get(target ?? "") ?? pieceOf(at)),
      node,
    );
    const bare = shapes.get(node.kind)?.hasNext && !links.some(({ exit }) => exit === NEXT);
    return { ...(bare ? ledTo(led, NEXT, pieceOf(at)) : led), key: names_.get(node.key) ?? node.key };
  });
  const [head, ...rest] = copies;
  if (!head) return { flow, keys: [] };
  const begun = insertNode(flow, spot, head);
  const at = nodesOf(begun).findIndex(({ key }) => key === head.key);
  return {
    flow: withNodes(begun, nodesOf(begun).toSpliced(at + 1, 0, ...rest)),
    keys: copies.map(({ key }) => key),
  };
}

/** Another branch in front of the way for everything else; it leads to where the branches come together. */
export function addBranch(
  flow: FlowDefinition,
  shapes: Shapes,
  key: string,
): { flow: FlowDefinition; branch: string } {
  const node = nodeOf(flow, key);
  const join = stepOf(treeOf(flow, shapes), key)?.fork?.join?.target ?? null;
  const branch = freeKey(
    `branch_${(node ? branchesOf(node).length : 0) + 1}`,
    node ? branchesOf(node).map((one) => one.key) : [],
  );
  return {
    flow: changeNode(flow, key, (one) => ({
      ...one,
      branches: [...branchesOf(one), { key: branch, [NEXT]: join }],
    })),
    branch,
  };
}

/** A branch goes with everything in it. */
export function removeBranch(
  flow: FlowDefinition,
  shapes: Shapes,
  key: string,
  branch: string,
): FlowDefinition {
  const fork = stepOf(treeOf(flow, shapes), key)?.fork;
  const arm = fork?.arms.find(({ way }) => way.exit === branchExit(branch));
  const less = changeNode(flow, key, (node) => ({
    ...node,
    branches: branchesOf(node).filter((one) => one.key !== branch),
  }));
  return withoutNodes(less, new Set(arm ? keysIn(arm.sequence) : []), fork?.join?.target ?? null);
}

export function moveBranch(flow: FlowDefinition, key: string, branch: string, step: -1 | 1): FlowDefinition {
  return changeNode(flow, key, (node) => {
    const branches = branchesOf(node);
    const at = branches.findIndex((one) => one.key === branch);
    const [one, other] = [branches[at], branches[at + step]];
    if (!one || !other) return node;
    return { ...node, branches: branches.with(at, other).with(at + step, one) };
  });
}

function changeNode(
  flow: FlowDefinition,
  key: string,
  change: (node: NodeDefinition) => NodeDefinition,
): FlowDefinition {
  return withNodes(
    flow,
    nodesOf(flow).map((node) => (node.key === key ? change(node) : node)),
  );
}
