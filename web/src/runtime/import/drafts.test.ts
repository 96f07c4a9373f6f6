import { expect, test } from "vitest";
import type { FilePreview, GuessedForm } from "~/api/imports";
import { draftsOf, filledSheets, newForm, PLAIN } from "./drafts";

const FILE = {
  sheets: ["客户", "空"],
  blank: ["空"],
  columns: [{ label: "名称" }, { label: "" }],
} as unknown as FilePreview;

test("a column without a heading is called by its place, not by a key", () => {
  const guess = {
    fields: [
      { place: 0, key: "ming_cheng", label: "名称", candidates: [] },
      { place: 1, key: "column", label: "", candidates: [] },
    ],
  } as unknown as GuessedForm;
  expect(draftsOf(guess, FILE, (place) => `第 ${place + 1} 列`).map(({ label }) => label)).toEqual([
    "名称",
    "第 2 列",
  ]);
});

test("a sheet without content is not taken", () => {
  expect(filledSheets(FILE)).toEqual(["客户"]);
});

test("a heading without Chinese characters is a name in both languages for who works in Chinese", () => {
  const drafts = ["Ship Mode", "单价"].map((label) => ({ key: label, label, included: true, chosen: PLAIN }));
  const labels = (locale: "zh-CN" | "en") =>
    newForm("orders", "订单", null, drafts, [], locale).fields.map(({ label }) => label);
  expect(labels("zh-CN")).toEqual([{ "zh-CN": "Ship Mode", en: "Ship Mode" }, { "zh-CN": "单价" }]);
  expect(labels("en")).toEqual([{ en: "Ship Mode" }, { "zh-CN": "单价" }]);
});
