/** Where everything of a flow stands on the canvas, in pixels: from top to bottom, arms beside one another. */
import type { BranchDefinition, NodeDefinition, Way } from "./graph";
import type { Arm, Fork, Sequence, Tree } from "./tree";

export const CARD = { width: 240, height: 76 };
export const HEAD = { width: 184, height: 36 };
export const BRANCH = { width: 208, height: 56 };
export const CHIP = { width: 168, height: 28 };
const END_HEIGHT = 36;
/** Between two steps: the line with its button. */
const STEP = 56;
const ARM_GAP = 32;
const BUS = 22;
const LOOSE_GAP = 96;

/** Where something can be put: the ways that would lead to it, and what would come after it. */
export interface Spot {
  ways: readonly Way[];
  target: string | null;
}

export type Placed = { id: string; x: number; y: number; width: number; height: number } & (
  | { is: "node"; node: NodeDefinition; isHead: boolean }
  | { is: "branch"; way: Way; branch: BranchDefinition | null; place: number; count: number }
  | { is: "jump"; target: string; ways: readonly Way[] }
  | { is: "open"; ways: readonly Way[] }
);

export interface Line {
  id: string;
  points: readonly (readonly [number, number])[];
  isArrow: boolean;
}

export interface Plus {
  id: string;
  /** The node or branch that it stands behind. */
  behind: string;
  x: number;
  y: number;
  spot: Spot;
}

export interface Layout {
  placed: readonly Placed[];
  lines: readonly Line[];
  pluses: readonly Plus[];
  /** Where arms come together. */
  joins: readonly { id: string; x: number; y: number; isWaiting: boolean }[];
}

/** How far something reaches to the left and to the right of its axis, and down. */
interface Extent {
  left: number;
  right: number;
  height: number;
}

type EndOf = (node: NodeDefinition) => boolean;

export function layOut(tree: Tree, isEnd: EndOf): Layout {
  const drawing = new Drawing(isEnd);
  const main = drawing.extentOf(tree.main);
  drawing.place(tree.main, 0, 0);
  let left = main.right + LOOSE_GAP;
  for (const sequence of tree.loose) {
    const extent = drawing.extentOf(sequence);
    drawing.place(sequence, left + extent.left, 0);
    left += extent.left + extent.right + LOOSE_GAP;
  }
  return drawing.layout;
}

export const spotId = ({ ways, target }: Spot): string =>
  [...ways.map(({ node, exit }) => `${node}/${exit}`), target ?? ""].join(" ");

export const branchId = ({ node, exit }: Way): string => `${node}:${exit}`;

class Drawing {
  readonly layout = {
    placed: [] as Placed[],
    lines: [] as Line[],
    pluses: [] as Plus[],
    joins: [] as { id: string; x: number; y: number; isWaiting: boolean }[],
  };

  constructor(private readonly isEnd: EndOf) {}

  private sizeOf(node: NodeDefinition, fork: Fork | null): { width: number; height: number } {
    if (fork && !fork.isAside) return HEAD;
    return this.isEnd(node) ? { width: HEAD.width, height: END_HEIGHT } : CARD;
  }

  extentOf(sequence: Sequence): Extent {
    let left = 0;
    let right = 0;
    let height = 0;
    for (const [place, { node, fork }] of sequence.steps.entries()) {
      const size = this.sizeOf(node, fork);
      const arms = fork ? this.extentOfFork(fork) : null;
      left = Math.max(left, size.width / 2, arms?.left ?? 0);
      right = Math.max(right, size.width / 2, arms?.right ?? 0);
      height += (place > 0 ? STEP : 0) + size.height + (arms?.height ?? 0);
    }
    const { tail } = sequence;
    const gap = sequence.steps.length > 0 ? STEP : 0;
    if (tail.at === "jump" || tail.at === "open") {
      left = Math.max(left, CHIP.width / 2);
      right = Math.max(right, CHIP.width / 2);
      height += gap + CHIP.height;
    }
    return { left, right, height };
  }

  private extentOfArm({ sequence }: Arm, isBare: boolean): Extent {
    const inner = this.extentOf(sequence);
    const goesOn = sequence.tail.at === "join";
    if (isBare)
      return { left: CARD.width / 2, right: CARD.width / 2, height: goesOn ? 0 : STEP - BUS + inner.height };
    const behind = goesOn && sequence.steps.length > 0 ? STEP / 2 : 0;
    return {
      left: Math.max(inner.left, BRANCH.width / 2),
      right: Math.max(inner.right, BRANCH.width / 2),
      height: BUS + BRANCH.height + STEP + inner.height + behind,
    };
  }

  /** The axes of the arms from that of the node, and how far all of them reach. */
  private armsOf(fork: Fork): { axes: number[]; extents: Extent[]; left: number; right: number } {
    const extents = fork.arms.map((arm, place) => this.extentOfArm(arm, fork.isAside && place === 0));
    const axes: number[] = [];
    let x = 0;
    for (const extent of extents) {
      axes.push(x + extent.left);
      x += extent.left + extent.right + ARM_GAP;
    }
    const whole = x - ARM_GAP;
    const [first = 0, last = 0] = [axes[0], axes.at(-1)];
    const middle = fork.isAside ? first : (first + last) / 2;
    return { axes: axes.map((axis) => axis - middle), extents, left: middle, right: whole - middle };
  }

  private extentOfFork(fork: Fork): Extent {
    const { extents, left, right } = this.armsOf(fork);
    const height = BUS + Math.max(0, ...extents.map((extent) => extent.height)) + (fork.join ? BUS : 0);
    return { left, right, height };
  }

  private line(id: string, points: Line["points"], isArrow: boolean): void {
    this.layout.lines.push({ id, points, isArrow });
  }

  /** Draws a sequence with its axis at `x`; gives where its last line begins. */
  place(sequence: Sequence, x: number, top: number): number {
    let y = top;
    let ways = sequence.ways;
    let next = sequence.first;
    for (const [place, { node, fork }] of sequence.steps.entries()) {
      const before = sequence.steps[place - 1];
      if (before) y = this.plus({ ways, target: next }, before.node.key, x, y, true);
      const { width, height } = this.sizeOf(node, fork);
      const isHead = fork !== null && !fork.isAside;
      this.layout.placed.push({ id: node.key, x: x - width / 2, y, width, height, is: "node", node, isHead });
      y += height;
      if (fork) y = this.placeFork(node, fork, x, y);
      const after = sequence.steps[place + 1];
      ways = fork ? (fork.join?.ways ?? []) : [{ node: node.key, exit: "next" }];
      next = after?.node.key ?? null;
    }
    const { tail } = sequence;
    if (tail.at !== "jump" && tail.at !== "open") return y;
    const spot = { ways: tail.ways, target: tail.at === "jump" ? tail.target : null };
    const last = sequence.steps.at(-1);
    if (last) y = this.plus(spot, last.node.key, x, y, true);
    const id = `${tail.at} ${spotId(spot)}`;
    const box = { id, x: x - CHIP.width / 2, y, ...CHIP };
    this.layout.placed.push(
      tail.at === "jump"
        ? { ...box, is: "jump", target: tail.target, ways: tail.ways }
        : { ...box, is: "open", ways: tail.ways },
    );
    return y + CHIP.height;
  }

  /** A line down with its button; gives where it ends. */
  private plus(spot: Spot, behind: string, x: number, y: number, isArrow: boolean, length = STEP): number {
    const id = spotId(spot);
    this.line(
      id,
      [
        [x, y],
        [x, y + length],
      ],
      isArrow,
    );
    this.layout.pluses.push({ id, behind, x, y: y + length / 2 - 2, spot });
    return y + length;
  }

  private placeFork(node: NodeDefinition, fork: Fork, x: number, top: number): number {
    const { axes, extents } = this.armsOf(fork);
    const height = Math.max(0, ...extents.map((extent) => extent.height));
    const bottom = top + BUS + height;
    for (const [place, arm] of fork.arms.entries()) {
      const axis = x + (axes[place] ?? 0);
      const isMain = fork.isAside && place === 0;
      const end = isMain ? this.placeMain(arm, axis, top) : this.placeArm(arm, axis, x, top, place, fork);
      if (arm.sequence.tail.at !== "join") continue;
      const id = `${branchId(arm.way)} join`;
      if (isMain || axis === x)
        this.line(
          id,
          [
            [axis, end],
            [axis, bottom + BUS],
          ],
          false,
        );
      else
        this.line(
          id,
          [
            [axis, end],
            [axis, bottom],
            [x, bottom],
            [x, bottom + BUS],
          ],
          false,
        );
    }
    if (!fork.join) return bottom;
    const isWaiting = fork.join.ways.some(({ exit }) => exit === "meets");
    if (!fork.isAside || fork.join.ways.length > 1)
      this.layout.joins.push({ id: `${node.key} join`, x, y: bottom, isWaiting });
    return bottom + BUS;
  }

  /** The arm that goes straight on: at most it says where it leads. */
  private placeMain(arm: Arm, axis: number, top: number): number {
    const { sequence } = arm;
    if (sequence.tail.at === "join") return top;
    const spot = { ways: sequence.ways, target: sequence.first };
    return this.place(sequence, axis, this.plus(spot, arm.way.node, axis, top, true));
  }

  private placeArm(arm: Arm, axis: number, x: number, top: number, place: number, fork: Fork): number {
    const y = top + BUS * 2;
    const id = branchId(arm.way);
    const points: Line["points"] = fork.isAside
      ? [
          [x + CARD.width / 2, top - CARD.height / 2],
          [axis, top - CARD.height / 2],
          [axis, y],
        ]
      : axis === x
        ? [
            [x, top],
            [x, y],
          ]
        : [
            [x, top],
            [x, top + BUS],
            [axis, top + BUS],
            [axis, y],
          ];
    this.line(id, points, true);
    const box = { id, x: axis - BRANCH.width / 2, y, ...BRANCH };
    const { way, branch, sequence } = arm;
    const count = fork.arms.filter((one) => one.branch !== null).length;
    this.layout.placed.push({ ...box, is: "branch", way, branch, place, count });
    const spot = { ways: sequence.ways, target: sequence.first };
    const begun = this.plus(spot, id, axis, y + BRANCH.height, sequence.steps.length > 0);
    const end = this.place(sequence, axis, begun);
    const { tail } = sequence;
    const last = sequence.steps.at(-1);
    if (tail.at !== "join" || !last) return end;
    // Behind the last step of an arm something can be put that stays inside it.
    this.plus({ ways: tail.ways, target: tail.target }, last.node.key, axis, end, false, STEP / 2);
    return end + STEP / 2;
  }
}
