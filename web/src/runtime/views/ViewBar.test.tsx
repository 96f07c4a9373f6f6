import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Issue, ListView } from "~/api/types";
import type { SavedView } from "~/api/views";
import type { ViewEntry } from "./useViews";
import { ViewBar } from "./ViewBar";

const incomplete: Issue = {
  code: "view_incomplete",
  pointer: "",
  message: "Parts of this view were left out.",
  hint: "",
  severity: "warning",
};

function entry(more: Partial<SavedView>): ViewEntry {
  const saved = { locked: false, may_change: true, issues: [], ...more } as unknown as SavedView;
  return { key: "7", view: {} as ListView, saved } as unknown as ViewEntry;
}

function draw(shown: ViewEntry, edited: boolean, gone = false) {
  const deeds = { onSave: vi.fn(async () => true), onSaveAs: vi.fn(), onDiscard: vi.fn(), onForget: vi.fn() };
  const { container } = render(<ViewBar entry={shown} edited={edited} gone={gone} {...deeds} />);
  return { ...deeds, container };
}

test("a view that is shown as it is needs no line", () => {
  expect(draw(entry({}), false).container.childNodes).toHaveLength(0);
});

test("a reader is told that something is missing, and understands it once", () => {
  const { container } = draw(entry({ may_change: false, issues: [incomplete] }), false);

  expect(screen.getByRole("status").textContent).toContain("Parts of this view were left out.");
  expect(screen.queryByText("Take out of the view")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Understood" }));
  expect(container.childNodes).toHaveLength(0);
});

test("whoever may change a view saves it, takes out what is missing, or gives the changes up", () => {
  const deeds = draw(entry({ issues: [incomplete] }), true);

  for (const name of ["Take out of the view", "Save", "Save as…", "Discard"])
    fireEvent.click(screen.getByRole("button", { name }));

  for (const deed of [deeds.onForget, deeds.onSave, deeds.onSaveAs, deeds.onDiscard])
    expect(deed).toHaveBeenCalledOnce();
});

test("a locked view, and one of somebody else, is kept only under another name", () => {
  draw(entry({ locked: true }), true);

  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.getByRole("button", { name: "Save as…" })).toBeDefined();
});

test("an address whose view is gone says so", () => {
  draw(entry({}), false, true);

  expect(screen.getByRole("status").textContent).toContain("not there any more");
});
