/** Flows are read, drawn and changed without ever losing a link. */
import { describe, expect, it } from "vitest";
import type { NodeItem, Schema } from "~/api/kinds";
import { applyAll, isClash } from "../document/change";
import { becomeNodes } from "../document/commands/flows";
import {
  addBranch,
  copied,
  insertNode,
  moveBranch,
  moveNode,
  newNode,
  pasteNodes,
  removeBranch,
  removeNodes,
  retarget,
} from "./edits";
import { type FlowDefinition, mentionsOf, type NodeDefinition, nodeOf, nodesOf, shapesOf } from "./graph";
import { layOut, type Placed } from "./layout";
import { keysOf, treeOf } from "./tree";
import { nearest } from "./useFlowKeys";

const way: Schema = { type: "string", "x-ui": "node" };

function kind(name: string, members: readonly string[], more: Partial<NodeItem> = {}): NodeItem {
  const properties = Object.fromEntries(
    members.map((member) => [
      member,
      member === "branches" ? { type: "array", items: { $ref: "#/$defs/Branch" } } : way,
    ]),
  );
  const isConditional = members.includes("otherwise");
  const own: Record<string, Schema> = isConditional ? { next: way, condition: {} } : { next: way };
  const Branch: Schema = { type: "object", properties: own };
  return {
    kind: name,
    title: {},
    icon: "",
    begins: false,
    ends: false,
    splits: members.includes("meets"),
    waits_for_people: false,
    schema: { properties, $defs: { Branch } },
    ...more,
  };
}

const shapes = shapesOf([
  kind("begin", ["next"], { begins: true }),
  kind("ask", ["next", "rejected"]),
  kind("fork", ["branches", "otherwise"]),
  kind("split", ["branches", "meets"]),
  kind("stop", [], { ends: true }),
]);
const flow = (...nodes: NodeDefinition[]): FlowDefinition => ({ key: "f", form: "order", nodes });
const ask = (key: string, next: string | null, more: object = {}): NodeDefinition => ({
  kind: "ask",
  key,
  next,
  ...more,
});

/** Begin → lead → a fork by size, of which one branch asks two side by side → last → stop. */
const contract = flow(
  { kind: "begin", key: "begin", next: "lead" },
  ask("lead", "size"),
  { kind: "fork", key: "size", branches: [{ key: "large", next: "both" }], otherwise: "last" },
  {
    kind: "split",
    key: "both",
    branches: [
      { key: "legal", next: "legal" },
      { key: "money", next: "money" },
    ],
    meets: "last",
  },
  ask("legal", "last"),
  ask("money", "last"),
  ask("last", "stop"),
  { kind: "stop", key: "stop" },
);

/** How a flow reads: nested lists of keys. */
function read(given: FlowDefinition): unknown {
  const one = (sequence: ReturnType<typeof treeOf>["main"]): unknown[] => [
    ...sequence.steps.flatMap(({ node, fork }) => [
      node.key,
      ...(fork ? [fork.arms.map((arm) => one(arm.sequence))] : []),
    ]),
    ...(sequence.tail.at === "jump" ? [`→ ${sequence.tail.target}`] : []),
    ...(sequence.tail.at === "open" ? ["?"] : []),
  ];
  const tree = treeOf(given, shapes);
  return [one(tree.main), ...tree.loose.map(one)];
}

function links(given: FlowDefinition): Record<string, (string | null)[]> {
  return Object.fromEntries(
    nodesOf(given).map((node) => [node.key, mentionsOf(node).map(({ target }) => target)]),
  );
}

describe("reading", () => {
  it("puts what comes together again behind the branches", () => {
    expect(read(contract)).toEqual([
      ["begin", "lead", "size", [["both", [["legal"], ["money"]]], []], "last", "stop"],
    ]);
  });

  it("tells of a way back, of one into a branch, and of one that leads nowhere, by name", () => {
    const given = flow(
      { kind: "begin", key: "begin", next: "a" },
      ask("a", "b", { on_rejection: "route", rejected: "c" }),
      ask("b", null),
      ask("c", "a"),
    );
    expect(read(given)).toEqual([["begin", "a", [[], ["c", "→ a"]], "b", "?"]]);
  });

  it("shows what no flow comes to apart", () => {
    expect(
      read(
        flow(
          { kind: "begin", key: "begin", next: "s" },
          { kind: "stop", key: "s" },
          ask("x", "y"),
          ask("y", "s"),
        ),
      ),
    ).toEqual([
      ["begin", "s"],
      ["x", "y", "→ s"],
    ]);
  });

  it("ends with a circle that has no way out", () => {
    expect(read(flow({ kind: "begin", key: "begin", next: "a" }, ask("a", "b"), ask("b", "a")))).toEqual([
      ["begin", "a", "b", "→ a"],
    ]);
  });

  it("leaves a branch that ends by itself out of the meeting", () => {
    const given = flow(
      { kind: "begin", key: "begin", next: "size" },
      { kind: "fork", key: "size", branches: [{ key: "no", next: "refused" }], otherwise: "a" },
      { kind: "stop", key: "refused" },
      ask("a", "stop"),
      { kind: "stop", key: "stop" },
    );
    expect(read(given)).toEqual([["begin", "size", [["refused"], ["a", "stop"]]]]);
  });
});

describe("drawing", () => {
  const drawn = layOut(treeOf(contract, shapes), ({ kind: name }) => name === "stop");
  const overlap = (one: Placed, other: Placed): boolean =>
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height;

  it("lays nothing over anything else", () => {
    for (const [at, one] of drawn.placed.entries())
      for (const other of drawn.placed.slice(at + 1))
        expect(overlap(one, other), `${one.id} ${other.id}`).toBe(false);
    expect(drawn.placed.filter(({ is }) => is === "node")).toHaveLength(8);
  });

  it("keeps the main way on one axis and draws straight lines only", () => {
    const middles = ["begin", "lead", "size", "last", "stop"].map((key) => {
      const card = drawn.placed.find(({ id }) => id === key);
      return card && card.x + card.width / 2;
    });
    expect(new Set(middles)).toEqual(new Set([0]));
    for (const { points } of drawn.lines)
      for (const [at, [x, y]] of points.entries()) {
        const [nextX, nextY] = points[at + 1] ?? [x, y];
        expect(x === nextX || y === nextY).toBe(true);
      }
  });

  it("has a button on every way, and each leads ways that there are", () => {
    for (const { spot } of drawn.pluses) {
      expect(spot.ways.length).toBeGreaterThan(0);
      for (const { node } of spot.ways) expect(nodeOf(contract, node)).toBeDefined();
    }
    expect(new Set(drawn.pluses.map(({ id }) => id)).size).toBe(drawn.pluses.length);
  });
});

describe("changing", () => {
  const spotBefore = (given: FlowDefinition, target: string, count: number) => {
    const found = layOut(treeOf(given, shapes), () => false).pluses.find(
      ({ spot }) => spot.target === target && spot.ways.length === count,
    );
    if (!found) throw new Error("There is no such place.");
    return found.spot;
  };

  it("puts a node behind the branches, and each of their ways leads to it", () => {
    const spot = spotBefore(contract, "last", 4);
    const next = insertNode(contract, spot, newNode(shapes, "ask", "new", "last"));
    expect(read(next)).toEqual([
      ["begin", "lead", "size", [["both", [["legal"], ["money"]]], []], "new", "last", "stop"],
    ]);
  });

  it("puts a node into a branch that is empty", () => {
    const next = insertNode(
      contract,
      { ways: [{ node: "size", exit: "otherwise" }], target: "last" },
      newNode(shapes, "split", "new", "last"),
    );
    expect(read(next)).toEqual([
      [
        "begin",
        "lead",
        "size",
        [
          ["both", [["legal"], ["money"]]],
          ["new", [[], []]],
        ],
        "last",
        "stop",
      ],
    ]);
  });

  it("leads past what is removed, a fork with all that is in it", () => {
    expect(read(removeNodes(contract, shapes, ["lead", "legal"]))).toEqual([
      ["begin", "size", [["both", [[], ["money"]]], []], "last", "stop"],
    ]);
    expect(read(removeNodes(contract, shapes, ["size"]))).toEqual([["begin", "lead", "last", "stop"]]);
    expect(read(removeNodes(contract, shapes, ["last", "begin"]))).toEqual([
      ["begin", "lead", "size", [["both", [["legal"], ["money"]]], []], "stop"],
    ]);
  });

  it("goes on by the way for everything else where branches do not meet", () => {
    const given = flow(
      { kind: "begin", key: "begin", next: "size" },
      { kind: "fork", key: "size", branches: [{ key: "no", next: "refused" }], otherwise: "a" },
      { kind: "stop", key: "refused" },
      ask("a", "stop"),
      { kind: "stop", key: "stop" },
    );
    expect(read(removeNodes(given, shapes, ["size"]))).toEqual([["begin", "a", "stop"]]);
  });

  it("moves a node into a branch", () => {
    const next = moveNode(contract, shapes, "lead", {
      ways: [{ node: "legal", exit: "next" }],
      target: "last",
    });
    expect(read(next)).toEqual([
      ["begin", "size", [["both", [["legal", "lead"], ["money"]]], []], "last", "stop"],
    ]);
    expect(
      moveNode(contract, shapes, "size", { ways: [{ node: "last", exit: "next" }], target: "stop" }),
    ).toBe(contract);
  });

  it("adds, orders and removes branches", () => {
    const more = addBranch(contract, shapes, "size").flow;
    expect(read(more)).toEqual([
      ["begin", "lead", "size", [["both", [["legal"], ["money"]]], [], []], "last", "stop"],
    ]);
    const moved = moveBranch(more, "size", "large", 1);
    expect(read(moved)).toEqual([
      ["begin", "lead", "size", [[], ["both", [["legal"], ["money"]]], []], "last", "stop"],
    ]);
    expect(read(removeBranch(moved, shapes, "size", "large"))).toEqual([
      ["begin", "lead", "size", [[], []], "last", "stop"],
    ]);
  });

  it("pastes a copy with its branches, and single nodes one behind the other", () => {
    const end = { ways: [{ node: "last", exit: "next" }], target: "stop" };
    const whole = pasteNodes(contract, shapes, end, copied(contract, shapes, ["both"]));
    expect(whole.keys).toEqual(["both_2", "legal_2", "money_2"]);
    expect(read(whole.flow)).toEqual([
      [
        "begin",
        "lead",
        "size",
        [["both", [["legal"], ["money"]]], []],
        "last",
        "both_2",
        [["legal_2"], ["money_2"]],
        "stop",
      ],
    ]);
    const single = pasteNodes(contract, shapes, end, copied(contract, shapes, ["lead", "last"]));
    expect(read(single.flow)).toEqual([
      ["begin", "lead", "size", [["both", [["legal"], ["money"]]], []], "last", "lead_2", "last_2", "stop"],
    ]);
  });

  it("leads a way elsewhere", () => {
    expect(links(retarget(contract, [{ node: "legal", exit: "next" }], "stop")).legal).toEqual(["stop"]);
  });

  it("is told as edits that lead from one flow to the other and back", () => {
    const document = { flows: [contract] };
    for (const next of [
      removeNodes(contract, shapes, ["both"]),
      insertNode(
        contract,
        { ways: [{ node: "lead", exit: "next" }], target: "size" },
        newNode(shapes, "fork", "x", "size"),
      ),
    ]) {
      const made = applyAll(document, becomeNodes("f", nodesOf(contract), nodesOf(next)));
      expect("document" in made && made.document).toEqual({ flows: [next] });
      expect(isClash(made as never)).toBe(false);
    }
  });

  it("keeps every node in sight, whatever is done", () => {
    for (const key of ["lead", "size", "both", "legal"]) {
      const next = removeNodes(contract, shapes, [key]);
      expect(new Set(keysOf(treeOf(next, shapes)))).toEqual(new Set(nodesOf(next).map((node) => node.key)));
    }
  });
});

describe("walking", () => {
  const { placed } = layOut(treeOf(contract, shapes), ({ kind: name }) => name === "stop");

  it("goes to what stands nearest in the direction", () => {
    expect(nearest(placed, undefined, "ArrowDown")).toBe("begin");
    expect(nearest(placed, "begin", "ArrowDown")).toBe("lead");
    expect(nearest(placed, "lead", "ArrowUp")).toBe("begin");
    expect(nearest(placed, "size:branches/large", "ArrowRight")).toBe("size:otherwise");
    expect(nearest(placed, "legal", "ArrowRight")).toBe("money");
    expect(nearest(placed, "begin", "ArrowUp")).toBe(null);
  });
});
