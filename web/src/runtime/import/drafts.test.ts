import { expect, test } from "vitest";
import type { FilePreview, GuessedForm } from "~/api/imports";
import { draftsOf, filledSheets } from "./drafts";

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
