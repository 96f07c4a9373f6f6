/** What runs at the same time stands side by side; what is told of nobody is left out. */
import { expect, test } from "vitest";
import type { Stop } from "~/api/flowPreview";
import { type Part, partsOf } from "./pathTree";

function stop(key: string, ...branches: string[]): Stop {
  const people = key.startsWith("-")
    ? []
    : [{ id: 1, title: "Wang", agent: null, reason: "", passes: false, waits: false }];
  return {
    node: { key, title: key },
    kind: "approve",
    branches: branches.map((one) => ({ key: one, title: one.toUpperCase() })),
    when: "later",
    asks: "deciding",
    order: null,
    chooser: null,
    problem: null,
    people,
  };
}

const isTold = ({ people }: Stop): boolean => people.length > 0;

function told(parts: readonly Part[]): unknown {
  return parts.map((part) =>
    "stop" in part
      ? part.stop.node.key
      : Object.fromEntries(part.lanes.map(({ title, parts: own }) => [title, told(own)])),
  );
}

test("branches stand side by side in the order in which they begin, and those within them, too", () => {
  const way = [
    stop("lead"),
    stop("-split"),
    stop("law", "a"),
    stop("money", "b"),
    stop("tax", "b", "c"),
    stop("audit", "b", "d"),
    stop("law again", "a"),
    stop("boss"),
  ];
  expect(told(partsOf(way, isTold))).toEqual([
    "lead",
    { A: ["law", "law again"], B: ["money", { C: ["tax"], D: ["audit"] }] },
    "boss",
  ]);
});

test("two forks with nothing told between them stay two", () => {
  const way = [stop("1", "a"), stop("2", "b"), stop("-split"), stop("3", "a"), stop("4", "b")];
  expect(told(partsOf(way, isTold))).toEqual([
    { A: ["1"], B: ["2"] },
    { A: ["3"], B: ["4"] },
  ]);
});

test("a branch beside which nothing is told is no fork", () => {
  expect(told(partsOf([stop("law", "a"), stop("-act", "b"), stop("end")], isTold))).toEqual(["law", "end"]);
});
