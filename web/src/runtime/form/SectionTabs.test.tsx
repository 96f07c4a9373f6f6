/** Sections behind tabs: one is shown at a time, and none is out of reach. */
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { SectionTabs, uncover } from "./SectionTabs";

const TABS = [
  { key: "facts", title: "Facts", hasIssues: false },
  { key: "money", title: "Money", hasIssues: true },
];

const draw = (first?: string) =>
  render(
    <SectionTabs tabs={TABS} first={first}>
      {(key) => <input aria-label={`field of ${key}`} />}
    </SectionTabs>,
  );

test("the arrows go from tab to tab, round and round", () => {
  draw();
  const [facts, money] = screen.getAllByRole("tab");
  expect(screen.getByRole("tabpanel").contains(screen.getByLabelText("field of facts"))).toBe(true);

  fireEvent.keyDown(facts as HTMLElement, { key: "ArrowRight" });
  expect(document.activeElement).toBe(money);
  expect(screen.getByRole("tabpanel").contains(screen.getByLabelText("field of money"))).toBe(true);
  fireEvent.keyDown(money as HTMLElement, { key: "ArrowRight" });
  expect(facts?.getAttribute("aria-selected")).toBe("true");
});

test("what another tab covers is uncovered, and what is open needs nothing", () => {
  draw("money");
  const [covered, open] = [screen.getByLabelText("field of facts"), screen.getByLabelText("field of money")];

  expect(uncover(open)).toBe(false);
  expect(uncover(covered)).toBe(true);
  fireEvent.click(screen.getByRole("tab", { name: /Facts/ }));
  expect(screen.getByRole("tabpanel").contains(covered)).toBe(true);
});
