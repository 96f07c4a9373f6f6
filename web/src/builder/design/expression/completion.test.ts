/** What is offered while somebody types, and which function the cursor stands in. */
import { expect, test } from "vitest";
import type { FunctionItem } from "~/api/designing";
import { completionAt, functionAt, taken } from "./completion";
import { keyed, type Named } from "./scope";

const named = (path: string, label: string) => ({ path, label }) as Named;
const scope = [named("amount", "金额"), named("account.name", "客户 › 名称"), named("day", "Day")];
const functions = ["DAYS", "DATEADD", "AND", ">"].map((name) => ({ name }) as FunctionItem);
const offered = (text: string, caret = text.length) =>
  completionAt(text, caret, scope, functions)?.offers.map((offer) => offer.text) ?? [];

test("fields come by key, by name and by the first letters of their pinyin, functions by name", () => {
  expect(offered("1 + am")).toEqual(["amount"]);
  expect(offered("金")).toEqual(["amount"]);
  expect(offered("je")).toEqual(["amount"]);
  expect(offered("account.n")).toEqual(["account.name"]);
  expect(offered("da")).toEqual(["day", "DAYS", "DATEADD"]);
});

test("nothing is offered where nothing is missing, nor inside a text", () => {
  expect(offered("amount")).toEqual([]);
  expect(offered("amount > ")).toEqual([]);
  expect(offered('name = "da')).toEqual([]);
  expect(offered('name = "day"', 11)).toEqual([]);
});

test("an offer takes the place of what was typed, and a function opens its brackets", () => {
  const completion = completionAt("1 + 金 * 2", 5, scope, functions);
  const [field] = completion?.offers ?? [];
  if (!completion || !field) throw new Error("The field is offered.");
  expect(taken("1 + 金 * 2", completion, field)).toEqual({ text: "1 + amount * 2", caret: 10 });

  const call = { text: "DAYS", label: "DAYS", isFunction: true };
  expect(taken("DA", { from: 0, to: 2, offers: [] }, call)).toEqual({ text: "DAYS()", caret: 5 });
  expect(taken("DA(1)", { from: 0, to: 2, offers: [] }, call)).toEqual({ text: "DAYS(1)", caret: 5 });
});

test("names that people know become keys, unless several have them or they stand in a text or call something", () => {
  const doubled = [...scope, named("first", "备注"), named("second", "备注")];
  expect(keyed("金额*2 + 客户.名称", doubled)).toBe("amount*2 + account.name");
  expect(keyed('备注 & "金额" & 金额(1) & amount', doubled)).toBe('备注 & "金额" & 金额(1) & amount');
});

test("the cursor stands in the innermost function, at one of its arguments", () => {
  const text = "IF(AND(a > 1, b), (c + 2), day)";
  expect(functionAt(text, 1)).toEqual({ name: "IF", argument: -1 });
  expect(functionAt(text, 12)).toEqual({ name: "AND", argument: 0 });
  expect(functionAt(text, 15)).toEqual({ name: "AND", argument: 1 });
  expect(functionAt(text, 22)).toEqual({ name: "IF", argument: 1 });
  expect(functionAt(text, 29)).toEqual({ name: "IF", argument: 2 });
  expect(functionAt(text, text.length)).toBeNull();
});
