import { describe, expect, test } from "vitest";
import type { RecordBranch, RecordData } from "~/api/types";
import { deedOf } from "./treeKeys";
import { type Branches, type Line, linesOf, longer, TOP, wayUp } from "./treeLines";

function branch(under: number | null, ids: readonly number[], children: readonly number[], next?: string) {
  const items = ids.map((id) => ({ id, version: 1, title: `record ${id}` }) as unknown as RecordData);
  const found: RecordBranch = { under, items, children, matches: ids.map(() => true), next: next ?? null };
  return found;
}

const BRANCHES: Branches = {
  [TOP]: branch(null, [1, 2], [2, 3]),
  1: branch(1, [3, 4], [1, 0], "further"),
  3: branch(3, [5], [0]),
};

const drawn = (lines: readonly Line[]) => lines.map(({ key, level }) => `${level} ${key}`);

describe("the lines of a tree", () => {
  test("stand below the record that they are of, as far as that is open", () => {
    expect(drawn(linesOf(BRANCHES, new Set()))).toEqual(["1 1", "1 2"]);
    expect(drawn(linesOf(BRANCHES, new Set([1, 3])))).toEqual([
      "1 1",
      "2 3",
      "3 5",
      "2 4",
      "2 more 1",
      "1 2",
    ]);
  });

  test("tell what is on its way, and how many there are only where that is known", () => {
    const lines = linesOf(BRANCHES, new Set([1, 2]));

    expect(drawn(lines).at(-1)).toBe("2 waiting 2");
    expect(lines.map((line) => (line.kind === "record" ? line.among : ""))).toEqual([
      2,
      null,
      null,
      "",
      2,
      "",
    ]);
  });

  test("go on where a page ended", () => {
    const whole = longer(BRANCHES[1], branch(1, [6], [4]));

    expect(whole.items.map(({ id }) => id)).toEqual([3, 4, 6]);
    expect([whole.children, whole.next]).toEqual([[1, 0, 4], null]);
  });

  test("know the way up", () => {
    expect(wayUp(linesOf(BRANCHES, new Set([1, 3])), 5)).toEqual([3, 1]);
  });
});

describe("the keys of a tree", () => {
  const lines = linesOf(BRANCHES, new Set([1, 3]));
  const press = (key: string, at: number, altKey = false) => {
    const deed = deedOf({ key, altKey }, lines, at);
    if (deed?.deed === "move") return `${deed.line.key} under ${deed.under?.key ?? "nothing"}`;
    return deed && "line" in deed ? `${deed.deed} ${deed.line.key}` : (deed?.to ?? null);
  };

  test("go along the lines, down into a branch and up out of it", () => {
    expect([press("ArrowDown", 5), press("ArrowUp", 0), press("Home", 3), press("End", 3)]).toEqual([
      5, 0, 0, 5,
    ]);
    expect([press("ArrowRight", 0), press("ArrowLeft", 2), press("ArrowLeft", 4)]).toEqual([1, 1, 0]);
    expect([press("ArrowLeft", 5), press("ArrowRight", 3), press("ArrowRight", 4)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("open and close", () => {
    expect([press("ArrowLeft", 1), press("ArrowRight", 5), press("Enter", 2)]).toEqual([
      "toggle 3",
      "toggle 2",
      "open 5",
    ]);
  });

  test("hang a record below the one before it, or beside the one above it", () => {
    expect([press("ArrowRight", 3, true), press("ArrowRight", 5, true)]).toEqual(["4 under 3", "2 under 1"]);
    expect([press("ArrowLeft", 2, true), press("ArrowLeft", 3, true)]).toEqual([
      "5 under 1",
      "4 under nothing",
    ]);
    expect([press("ArrowRight", 0, true), press("ArrowLeft", 0, true), press("ArrowLeft", 4, true)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
