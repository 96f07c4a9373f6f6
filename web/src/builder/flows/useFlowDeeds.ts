/** What can be done with the nodes of a flow, by the mouse, by the palette and by the keyboard. */
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { becomeNodes, flowsOf } from "../document/commands/flows";
import type { Json } from "../document/json";
import {
  addBranch,
  copied,
  freeNodeKey,
  insertNode,
  moveBranch,
  moveNode,
  newNode,
  onwardOf,
  pasteNodes,
  removeBranch,
  removeNodes,
  retarget,
} from "./edits";
import { type Dragged, type Flowing, nameOfNode } from "./FlowingContext";
import { branchExit, type FlowDefinition, type NodeDefinition, nodeOf, nodesOf, type Way } from "./graph";
import { branchId, type Spot } from "./layout";
import { keysOf, stepOf, treeOf } from "./tree";

/** What was copied last, here or in another flow of any application. */
let clipboard: readonly NodeDefinition[] = [];

export interface FlowDeeds {
  /** Why a node of the kind cannot be made; null where it can. */
  impossible: (kind: string) => string | null;
  add: (kind: string, spot: Spot) => void;
  /** Behind what is chosen, or at the end of the way. */
  addBehind: (kind: string) => void;
  spotBehind: () => Spot | null;
  drop: (data: Dragged, spot: Spot) => void;
  remove: () => void;
  copy: () => void;
  paste: (spot?: Spot) => void;
  duplicate: () => void;
  lead: (ways: readonly Way[], target: string | null) => void;
  /** Leads a way to a new end. */
  end: (way: Way) => void;
  addBranch: (node: string) => void;
  removeBranch: (node: string, branch: string) => void;
  moveBranch: (node: string, branch: string, step: -1 | 1) => void;
}

export function useFlowDeeds(flowing: Flowing): FlowDeeds {
  const { design, flow, shapes, tree, chosen, choose, enterSettings } = flowing;
  const { t } = useTranslation("flowing");
  const { document, run, locale } = design;

  function become(what: string, name: string, next: FlowDefinition): boolean {
    return run(what, name, becomeNodes(flow.key, nodesOf(flow), nodesOf(next)));
  }

  const titleOf = (kind: string): string => textOf(shapes.get(kind)?.item.title, locale);
  const others = flowsOf(document).filter(({ key }) => key !== flow.key);

  /** What a new node cannot do without: the first that fits. Null where there is nothing. */
  function begin(kind: string): Readonly<Record<string, Json>> | null {
    const { required = [], properties = {} } = shapes.get(kind)?.item.schema ?? {};
    const settings: Record<string, Json> = {};
    for (const name of required) {
      if (properties[name]?.["x-ui"] !== "flow") continue;
      const other = others[0];
      if (!other) return null;
      settings[name] = other.key;
    }
    return settings;
  }

  function add(kind: string, spot: Spot): void {
    const settings = begin(kind);
    if (!settings) return;
    const key = freeNodeKey(flow, kind);
    const node = newNode(shapes, kind, key, spot.target, settings);
    if (become("add_node", titleOf(kind), insertNode(flow, spot, node))) {
      choose([key]);
      enterSettings();
    }
  }

  /** The ways that leave the last of what is chosen. */
  function spotBehind(): Spot | null {
    const keys = chosen.filter((id) => nodeOf(flow, id));
    const last = keysOf(tree)
      .filter((key) => keys.includes(key))
      .at(-1);
    const branch = chosen.find((id) => !nodeOf(flow, id));
    if (!last && branch) {
      for (const key of keysOf(tree)) {
        const arm = stepOf(tree, key)?.fork?.arms.find(({ way }) => branchId(way) === branch);
        if (arm) return { ways: arm.sequence.ways, target: arm.sequence.first };
      }
    }
    const key = last ?? keysOf(tree).at(0);
    const node = key === undefined ? undefined : nodeOf(flow, key);
    if (!key || !node) return null;
    const fork = stepOf(tree, key)?.fork;
    if (fork && !fork.isAside) return fork.join ? { ways: fork.join.ways, target: fork.join.target } : null;
    if (!shapes.get(node.kind)?.hasNext) return null;
    return { ways: [{ node: key, exit: "next" }], target: onwardOf(flow, shapes, key) };
  }

  function paste(spot: Spot | null): void {
    if (!spot || clipboard.length === 0) return;
    const pasted = pasteNodes(flow, shapes, spot, clipboard);
    if (pasted.keys.length > 0 && become("paste_nodes", "", pasted.flow)) choose(pasted.keys);
  }

  const nodesChosen = (): readonly string[] => chosen.filter((id) => nodeOf(flow, id));

  return {
    impossible: (kind) => (begin(kind) === null ? t("no_other_flow") : null),
    add,
    addBehind: (kind) => {
      const spot = spotBehind();
      if (spot) add(kind, spot);
    },
    spotBehind,
    drop: (data, spot) => {
      if (data.drags === "node_kind") add(String(data.kind), spot);
      else {
        const key = String(data.key);
        const node = nodeOf(flow, key);
        if (node && become("move_node", nameOfNode(flowing, node), moveNode(flow, shapes, key, spot)))
          choose([key]);
      }
    },
    remove: () => {
      const keys = nodesChosen();
      const [first] = keys;
      const branch = chosen.find((id) => !nodeOf(flow, id));
      if (branch && keys.length === 0) {
        const [node = "", exit = ""] = branch.split(":");
        const [, key] = exit.split("/");
        if (key && become("remove_branch", "", removeBranch(flow, shapes, node, key))) choose([node]);
        return;
      }
      const node = first === undefined ? undefined : nodeOf(flow, first);
      if (!node) return;
      const name = keys.length === 1 ? nameOfNode(flowing, node) : t("nodes", { count: keys.length });
      const before = keysOf(tree);
      const next = removeNodes(flow, shapes, keys);
      const left = new Set(keysOf(treeOf(next, shapes)));
      const at = before.indexOf(node.key);
      const neighbour = before.slice(0, at).findLast((key) => left.has(key));
      if (become("remove_node", name, next)) choose(neighbour ? [neighbour] : []);
    },
    copy: () => {
      const nodes = copied(flow, shapes, nodesChosen());
      if (nodes.length > 0) clipboard = nodes;
    },
    paste: (spot) => paste(spot ?? spotBehind()),
    duplicate: () => {
      const spot = spotBehind();
      const nodes = copied(flow, shapes, nodesChosen());
      if (!spot || nodes.length === 0) return;
      const pasted = pasteNodes(flow, shapes, spot, nodes);
      if (pasted.keys.length > 0 && become("copy_node", "", pasted.flow)) choose(pasted.keys);
    },
    lead: (ways, target) => {
      const node = nodeOf(flow, ways[0]?.node ?? "");
      if (node) become("lead_node", nameOfNode(flowing, node), retarget(flow, ways, target));
    },
    end: (way) => {
      const kind = [...shapes.values()].find(({ item }) => item.ends)?.item.kind;
      if (!kind) return;
      const key = freeNodeKey(flow, kind);
      const node = newNode(shapes, kind, key, null);
      if (become("add_node", titleOf(kind), insertNode(flow, { ways: [way], target: null }, node)))
        choose([key]);
    },
    addBranch: (node) => {
      const added = addBranch(flow, shapes, node);
      if (become("add_branch", "", added.flow)) {
        choose([branchId({ node, exit: branchExit(added.branch) })]);
        enterSettings();
      }
    },
    removeBranch: (node, branch) => {
      if (become("remove_branch", "", removeBranch(flow, shapes, node, branch))) choose([node]);
    },
    moveBranch: (node, branch, step) => {
      become("move_branch", "", moveBranch(flow, node, branch, step));
    },
  };
}
