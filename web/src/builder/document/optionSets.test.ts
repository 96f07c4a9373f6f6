import { expect, test } from "vitest";
import { fieldView } from "../design/draftView";
import { applyAll, reversed } from "./change";
import {
  addOptionSet,
  freeSetKey,
  optionSetsOf,
  ownOptions,
  shareOptions,
  sharers,
} from "./commands/optionSets";
import { type Edit, isRefusal } from "./edit";
import type { Json } from "./json";
import { fieldOf, fieldsPlace } from "./model";

const OPTIONS: Json = [
  { key: "good", label: { en: "Good" } },
  { key: "bad", label: { en: "Bad" } },
];
const column = { kind: "choice", key: "grade", label: { en: "Grade" }, option_set: "grades" };
const BEGUN: Json = {
  key: "parts",
  option_sets: [{ key: "grades", label: { en: "Grades" }, options: OPTIONS }],
  forms: [
    {
      key: "part",
      fields: [
        { kind: "choice", key: "own", label: { en: "Own" }, options: OPTIONS },
        { kind: "choice", key: "shared", label: { en: "Shared" }, option_set: "grades" },
        { kind: "sub_table", key: "lines", label: { en: "Lines" }, fields: [column] },
      ],
    },
  ],
};
const own = [...fieldsPlace("part"), { key: "own" }];

function after(document: Json, edits: readonly Edit[]): Json {
  const made = applyAll(document, edits);
  if (isRefusal(made)) throw new Error(made.refused);
  // Each step is taken back as a whole.
  const back = applyAll(
    made.document,
    reversed(made.done).map(({ edit }) => edit),
  );
  expect(isRefusal(back) ? back : back.document).toEqual(document);
  return made.document;
}

test("a list of a field's own becomes one that it shares, and its own again", () => {
  const label = { "zh-CN": "", en: "Own" };
  const key = freeSetKey(BEGUN, "Own");
  const shared = after(BEGUN, [...addOptionSet(key, label, OPTIONS), ...shareOptions(own, key)]);

  expect(optionSetsOf(shared).map((one) => one.key)).toEqual(["grades", "own"]);
  expect(fieldOf(shared, "part", "own")).toEqual({
    kind: "choice",
    key: "own",
    label: { en: "Own" },
    option_set: "own",
  });
  expect(sharers(shared, "own")).toBe(1);
  const back = after(shared, ownOptions(shared, own, "own"));
  expect(fieldOf(back, "part", "own")).toEqual(fieldOf(BEGUN, "part", "own"));
});

test("fields in rows are among those that share a list, and each key is given once", () => {
  expect(sharers(BEGUN, "grades")).toBe(2);
  expect(freeSetKey(BEGUN, "grades")).toBe("grades_2");
});

test("a field is drawn with the options that it shares, anew only when these change", () => {
  const view = (document: Json, key: string) => {
    const field = fieldOf(document, "part", key);
    if (!field) throw new Error(key);
    return fieldView(field, new Map(), document);
  };
  const renamed = after(BEGUN, [
    {
      do: "set",
      at: ["option_sets", { key: "grades" }, "options", { key: "good" }, "label"],
      value: { en: "Fine" },
    },
  ]);

  expect(view(BEGUN, "shared").options).toEqual(OPTIONS);
  expect(view(renamed, "shared").options).toEqual([
    { key: "good", label: { en: "Fine" } },
    { key: "bad", label: { en: "Bad" } },
  ]);
  expect(view(renamed, "lines").fields).toMatchObject([{ options: view(renamed, "shared").options }]);
  expect(view(renamed, "own")).toBe(view(BEGUN, "own"));
});
