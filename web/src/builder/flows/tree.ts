/** A flow as people read it: one step after the other, with what goes beside one another in arms that come together
 * again. A way that leads to what is drawn elsewhere is told by name. */
import {
  type BranchDefinition,
  branchesOf,
  branchOf,
  exitsOf,
  type FlowDefinition,
  MEETS,
  NEXT,
  type NodeDefinition,
  nodesOf,
  REJECTED,
  reached,
  type Shapes,
  targetOf,
  type Way,
} from "./graph";

export interface Tree {
  main: Sequence;
  /** What no flow comes to. */
  loose: readonly Sequence[];
}

/** Steps below one another. `ways` lead to what comes first, `tail` is what becomes of those behind the last. */
export interface Sequence {
  ways: readonly Way[];
  first: string | null;
  steps: readonly Step[];
  tail: Tail;
}

export type Tail =
  /** A node that ends the flow, or arms of which none goes on. */
  | { at: "end" }
  /** Where the arms come together. */
  | { at: "join"; ways: readonly Way[]; target: string }
  | { at: "jump"; ways: readonly Way[]; target: string }
  | { at: "open"; ways: readonly Way[] };

export interface Step {
  node: NodeDefinition;
  fork: Fork | null;
}

export interface Fork {
  arms: readonly Arm[];
  /** Null where no arm goes on. */
  join: { target: string; ways: readonly Way[] } | null;
  /** Whether the first arm is the main way, and the others leave it. */
  isAside: boolean;
}

export interface Arm {
  way: Way;
  branch: BranchDefinition | null;
  sequence: Sequence;
}

export function treeOf(flow: FlowDefinition, shapes: Shapes): Tree {
  return new Reading(flow, shapes).tree();
}

const isAside = ({ exit }: Way): boolean => exit === REJECTED;

class Reading {
  private readonly nodes: ReadonlyMap<string, NodeDefinition>;
  private readonly met: ReadonlyMap<string, string | null>;
  private readonly drawn = new Set<string>();

  constructor(
    flow: FlowDefinition,
    private readonly shapes: Shapes,
  ) {
    this.nodes = new Map(nodesOf(flow).map((node) => [node.key, node]));
    this.met = meetingPlaces(this.nodes, shapes);
  }

  tree(): Tree {
    const keys = [...this.nodes.keys()];
    const start = keys.find((key) => this.shapes.get(this.nodes.get(key)?.kind ?? "")?.item.begins) ?? null;
    const main = this.sequence([], start, null, NONE);
    const loose: Sequence[] = [];
    // What others lead to comes with them.
    const led = new Set(
      [...this.nodes.values()].flatMap((node) => this.exits(node).map(({ target }) => target)),
    );
    for (const key of [...keys.filter((one) => !led.has(one)), ...keys])
      if (!this.drawn.has(key)) loose.push(this.sequence([], key, null, NONE));
    return { main, loose };
  }

  private exits(node: NodeDefinition) {
    return exitsOf(node, this.shapes);
  }

  private sequence(
    ways: readonly Way[],
    first: string | null,
    stop: string | null,
    elsewhere: ReadonlySet<string>,
  ): Sequence {
    const steps: Step[] = [];
    let leading = ways;
    let target = first;
    const done = (tail: Tail): Sequence => ({ ways, first, steps, tail });
    for (;;) {
      const node = target === null ? undefined : this.nodes.get(target);
      if (target === null || !node) return done({ at: "open", ways: leading });
      if (target === stop) return done({ at: "join", ways: leading, target });
      if (this.drawn.has(target) || elsewhere.has(target)) return done({ at: "jump", ways: leading, target });
      this.drawn.add(target);
      const exits = this.exits(node);
      const shape = this.shapes.get(node.kind);
      if (exits.length === 0 && !shape?.hasBranches) {
        steps.push({ node, fork: null });
        return done({ at: "end" });
      }
      const [only] = exits;
      if (exits.length === 1 && only && only.exit === NEXT) {
        steps.push({ node, fork: null });
        leading = [only];
        target = only.target;
        continue;
      }
      const fork = this.fork(node, stop, elsewhere);
      steps.push({ node, fork });
      if (!fork.join) return done({ at: "end" });
      leading = fork.join.ways;
      target = fork.join.target;
    }
  }

  private fork(node: NodeDefinition, stop: string | null, elsewhere: ReadonlySet<string>): Fork {
    const exits = this.exits(node);
    const aside = exits.some(isAside);
    const shape = this.shapes.get(node.kind);
    const named = aside
      ? targetOf(node, NEXT)
      : shape?.meets
        ? targetOf(node, MEETS)
        : this.met.get(node.key);
    const usable = named && (named === stop || !this.drawn.has(named)) ? named : null;
    const join = usable ?? stop;
    // What the main way comes to is drawn there.
    const main = aside ? reached(this.nodes, this.shapes, targetOf(node, NEXT), isAside) : NONE;
    const arms = exits.map((way): Arm => {
      const branch = branchOf(way.exit);
      const avoided = isAside(way) ? new Set([...elsewhere, ...main]) : elsewhere;
      return {
        way: { node: way.node, exit: way.exit },
        branch: branchesOf(node).find(({ key }) => key === branch) ?? null,
        sequence: this.sequence([{ node: way.node, exit: way.exit }], way.target, join, avoided),
      };
    });
    const ways = arms.flatMap(({ sequence: { tail } }) => (tail.at === "join" ? tail.ways : []));
    const meeting: readonly Way[] = shape?.meets && usable ? [{ node: node.key, exit: MEETS }] : [];
    if (join === null || (ways.length === 0 && meeting.length === 0))
      return { arms, join: null, isAside: aside };
    return { arms, join: { target: join, ways: [...ways, ...meeting] }, isAside: aside };
  }
}

const NONE: ReadonlySet<string> = new Set();

/** For each node the nearest one through which all its ways lead, those of rejection apart. */
function meetingPlaces(
  nodes: ReadonlyMap<string, NodeDefinition>,
  shapes: Shapes,
): ReadonlyMap<string, string | null> {
  const following = new Map(
    [...nodes].map(([key, node]) => [
      key,
      exitsOf(node, shapes)
        .filter((exit) => !isAside(exit))
        .map(({ target }) => (target !== null && nodes.has(target) ? target : null)),
    ]),
  );
  const all = new Set(nodes.keys());
  const after = new Map<string, ReadonlySet<string>>([...nodes.keys()].map((key) => [key, all]));
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const [key, targets] of following) {
      const behind = targets.map((target) => (target === null ? NONE : (after.get(target) ?? NONE)));
      const common = [...(behind[0] ?? NONE)].filter((one) => behind.every((set) => set.has(one)));
      const next = new Set([key, ...common]);
      if (next.size !== after.get(key)?.size) {
        after.set(key, next);
        isMoving = true;
      }
    }
  }
  return new Map(
    [...after].map(([key, set]) => {
      const others = [...set].filter((one) => one !== key);
      // Of those the nearest comes before all the others.
      const size = (one: string): number => after.get(one)?.size ?? 0;
      const nearest = others.reduce<string | null>(
        (best, one) => (best === null || size(one) > size(best) ? one : best),
        null,
      );
      return [key, nearest];
    }),
  );
}

/** The nodes inside the arms of a fork. */
export function insideOf(fork: Fork): readonly string[] {
  return fork.arms.flatMap(({ sequence }) => keysIn(sequence));
}

export function keysIn(sequence: Sequence): readonly string[] {
  return sequence.steps.flatMap(({ node, fork }) => [node.key, ...(fork ? insideOf(fork) : [])]);
}

export function stepOf(tree: Tree, key: string): Step | undefined {
  return [tree.main, ...tree.loose].flatMap((sequence) => found(sequence, key))[0];
}

function found(sequence: Sequence, key: string): readonly Step[] {
  return sequence.steps.flatMap((step) =>
    step.node.key === key ? [step] : (step.fork?.arms ?? []).flatMap((arm) => found(arm.sequence, key)),
  );
}

/** The nodes in the order of reading. */
export function keysOf(tree: Tree): readonly string[] {
  return [tree.main, ...tree.loose].flatMap(keysIn);
}
