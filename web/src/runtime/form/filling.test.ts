import { beforeEach, expect, test } from "vitest";
import type { FormView } from "~/api/types";
import { evaluate } from "~/expression/evaluate";
import { named, type Row, rowName, rowsOf } from "~/kinds/rows";
import { compute } from "./computed";
import { judge } from "./conditions";
import { beginRow } from "./defaults";
import type { Facts } from "./environment";
import { aggregate, toExpression } from "./facts";
import { obstacles } from "./gates";
import { shownFields } from "./layout";
import written from "./order.json";
import { missingIssues, spokenIssues } from "./problems";
import { begin, type FormState, next } from "./state";
import { changedFields, close, open, type Values } from "./values";

const form = written as unknown as FormView;
const clock = { now: new Date("2026-11-21T08:00:00Z"), timeZone: "Asia/Shanghai" };
const facts: Facts = {
  roots: {},
  slots: {},
  toExpression,
  evaluate: (tree, environment) => evaluate(tree, environment, clock),
};

let record: Values;
beforeEach(() => {
  record = open(form, {
    name: "Order 1",
    stage: "new",
    lines: [
      { id: 7, product: "Bolt", quantity: "2" },
      { id: 8, product: "Nut", quantity: "9" },
    ],
  });
});

const filled = (values: Values) => compute(form, values, null, facts, aggregate);
const rowAt = (values: Values, index: number): Row => rowsOf(values.lines)[index] ?? {};

test("formulas of rows and totals over them follow each other in one go", () => {
  const values = filled(record);

  expect(rowsOf(values.lines).map((row) => row.amount)).toEqual(["20", "90"]);
  expect(values.total).toBe("110");
  expect(values.rows_total).toBe("9");
});

test("values that need no computing stay the same object", () => {
  const values = filled(record);

  expect(filled(values)).toBe(values);
});

test("a field is shown, and required, while its condition holds", () => {
  const lost = judge(form, { ...record, stage: "lost" }, null, facts);
  const fresh = judge(form, record, null, facts);

  expect(fresh.fields.reason).toMatchObject({ visible: false, required: false });
  expect(lost.fields.reason).toMatchObject({ visible: true, required: true });
});

test("each row of a sub-table has conditions of its own, which may read the record", () => {
  const fresh = judge(form, record, null, facts).rows.lines ?? {};
  const won = judge(form, { ...record, stage: "won" }, null, facts).rows.lines ?? {};
  const [first, second] = rowsOf(record.lines).map(rowName);

  expect(fresh[first ?? ""]?.why?.visible).toBe(false);
  expect(fresh[second ?? ""]?.why).toMatchObject({ visible: true, readOnly: false });
  expect(won[second ?? ""]?.why?.readOnly).toBe(true);
});

test("a computed field is never open, a granted one is", () => {
  const { fields } = judge(form, record, null, facts);

  expect(fields.total?.readOnly).toBe(true);
  expect(fields.name?.readOnly).toBe(false);
});

test("a stage is left only when what its gate asks for is there", () => {
  const away = obstacles(form, "stage", "won", { ...filled(record), stage: "won" }, record, facts);
  const ready = { ...filled(record), reason: "cheap" };

  expect(away.map((obstacle) => obstacle.missing)).toEqual([["reason"]]);
  expect(obstacles(form, "stage", "won", ready, record, facts)).toEqual([]);
  expect(obstacles(form, "stage", "new", record, record, facts)).toEqual([]);
});

test("a gate whose condition does not hold stands in the way of entering", () => {
  const small = filled({ ...record, lines: [], reason: "cheap" });

  expect(
    obstacles(form, "stage", "won", small, record, facts).map(({ gate, failed }) => [gate.key, failed]),
  ).toEqual([["enter_won", true]]);
});

test("what is missing is said in the form and in its rows", () => {
  const values = { ...record, name: " ", lines: [named({ quantity: "1" })] };
  const conditions = judge(form, values, null, facts);

  const missing = missingIssues(
    form,
    values,
    conditions,
    shownFields(form, conditions),
    "Please fill this in",
  );

  expect(missing.map(({ field, cell }) => [field, cell])).toEqual([
    ["name", null],
    ["lines", "product"],
  ]);
});

test("only changed fields are sent, and rows without what is computed", () => {
  const changed = { ...record, name: "Order 2" };
  const rows = filled({ ...record, lines: [{ ...rowAt(record, 0), quantity: "3" }] });

  expect(changedFields(form, record, changed)).toEqual(["name"]);
  expect(close(form, rows, changedFields(form, record, rows))).toEqual({
    lines: [{ id: 7, product: "Bolt", quantity: "3" }],
  });
});

test("moving rows is a change, computing them is none", () => {
  const moved = { ...record, lines: [...rowsOf(record.lines)].reverse() };

  expect(changedFields(form, record, moved)).toEqual(["lines"]);
  expect(changedFields(form, record, filled(record))).toEqual([]);
});

test("a new row begins with the defaults of its fields", () => {
  const trees = { ...form.trees, "fields/lines/fields/quantity/default": { literal: "1", type: "number" } };
  const field = form.fields.find(({ key }) => key === "lines");

  const row = field ? beginRow({ ...form, trees }, field, record, facts) : {};

  expect(row.quantity).toBe("1");
  expect(rowName(row)).not.toBe("");
});

const issue = (pointer: string, code = "number_below_minimum") => ({
  code,
  pointer,
  message: code,
  hint: "",
  severity: "error" as const,
});
const shown = new Set(["name", "stage", "lines"]);
const order = ["name", "stage", "lines"];

function refused(state: FormState, pointers: string[]): FormState {
  return next(form, state, {
    kind: "refused",
    sent: state.values,
    issues: pointers.map((at) => issue(at)),
    shown,
  });
}

test("an issue of a cell stands in that cell, also after its row moved", () => {
  const state = refused(begin(record, 1), ["/lines/1/quantity"]);

  const moved = next(form, state, {
    kind: "changed",
    field: "lines",
    value: [...rowsOf(record.lines)].reverse(),
  });

  expect(moved.refused[0]).toMatchObject({
    field: "lines",
    row: rowName(rowAt(record, 1)),
    cell: "quantity",
  });
});

test("an issue goes when its own place is changed, the others stay", () => {
  const state = refused(begin(record, 1), ["/lines/0/quantity", "/lines/1/quantity", "/name"]);

  const lines = [{ ...rowAt(record, 0), quantity: "5" }, rowAt(record, 1)];
  const after = next(form, state, { kind: "changed", field: "lines", value: lines });

  expect(after.refused.map(({ field, row }) => [field, row])).toEqual([
    ["lines", rowName(rowAt(record, 1))],
    ["name", null],
  ]);
});

test("an issue about something that is not on the form stands at its head", () => {
  const state = refused(begin(record, 1), ["/secret", ""]);

  expect(state.refused.map(({ field }) => field)).toEqual([null, null]);
});

test("before saving is tried only touched fields are spoken of", () => {
  const told = { values: {}, slots: {}, issues: [issue("/name"), issue("/stage")] };
  let state = next(form, begin(record, 1), { kind: "changed", field: "name", value: "x" });
  state = next(form, state, { kind: "checked", sent: state.values, answer: told, shown });

  expect(spokenIssues(state, [], order).map(({ field }) => field)).toEqual(["name"]);
  expect(spokenIssues({ ...state, tried: true }, [], order).map(({ field }) => field)).toEqual([
    "name",
    "stage",
  ]);
});

test("the same place is not called missing twice", () => {
  const conditions = judge(form, { ...record, name: null }, null, facts);
  const missing = missingIssues(form, { ...record, name: null }, conditions, shown, "Please fill this in");
  let state = begin({ ...record, name: null }, null);
  state = next(form, state, {
    kind: "refused",
    sent: state.values,
    issues: [issue("/name", "required")],
    shown,
  });

  expect(spokenIssues(state, missing, order)).toHaveLength(1);
});

test("a sentence about several fields is told once, in place of their being missing", () => {
  const sentence = { ...issue("/name", "validation"), message: "Enter a name or a stage" };
  let state = begin({ ...record, name: null }, null);
  const conditions = judge(form, state.values, null, facts);
  const missing = missingIssues(form, state.values, conditions, shown, "Please fill this in");
  state = next(form, state, {
    kind: "refused",
    sent: state.values,
    issues: [{ ...sentence, pointer: "/stage" }, sentence],
    shown,
  });

  const told = spokenIssues({ ...state, tried: true }, missing, order);

  expect(told.map(({ field, message }) => [field, message])).toEqual([["name", "Enter a name or a stage"]]);
});

test("checking brings computed values and defaults, but never what a person typed or left blank", () => {
  let state = begin(open(form, {}), null);
  state = next(form, state, { kind: "changed", field: "name", value: null });
  const answer = { values: { name: "default", stage: "new", total: "5" }, slots: { s1: 3 }, issues: [] };

  state = next(form, state, { kind: "checked", sent: state.values, answer, shown });

  expect(state.values).toMatchObject({ name: null, stage: "new", total: "5" });
  expect(state.slots).toEqual({ s1: 3 });
});

test("rows added while checking was under way are left alone", () => {
  const state = begin(record, 1);
  const sent = state.values;
  const added = next(form, state, {
    kind: "changed",
    field: "lines",
    value: [named({ product: "Washer" }), ...rowsOf(record.lines)],
  });
  const answer = { values: { lines: [{ amount: "1" }, { amount: "2" }] }, slots: {}, issues: [] };

  const after = next(form, added, { kind: "checked", sent, answer, shown });

  expect(rowsOf(after.values.lines).map((row) => row.amount)).toEqual([undefined, "1", "2"]);
});

test("a cell that a default filled follows its answer until a person writes it", () => {
  const told = (state: FormState, quantity: string) =>
    next(form, state, {
      kind: "checked",
      sent: state.values,
      answer: { values: { lines: [{ product: "Bolt", quantity }] }, slots: {}, issues: [] },
      shown,
    });
  const opened = begin({ ...record, lines: [named({ product: "Bolt" })] }, 1);
  const filledIn = told(opened, "4");
  const followed = told(filledIn, "6");
  const written = {
    ...followed,
    values: { ...record, lines: [{ ...rowAt(followed.values, 0), quantity: "5" }] },
  };

  expect(rowAt(filledIn.values, 0).quantity).toBe("4");
  expect(rowAt(followed.values, 0).quantity).toBe("6");
  expect(rowAt(told(written, "7").values, 0).quantity).toBe("5");
  expect(close(form, followed.values, ["lines"])).toEqual({ lines: [{ product: "Bolt" }] });
  expect(close(form, written.values, ["lines"])).toEqual({ lines: [{ product: "Bolt", quantity: "5" }] });
});
