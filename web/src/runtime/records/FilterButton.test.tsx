import { fireEvent, render, screen } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import type { FieldView } from "~/api/types";
import { KindContext } from "~/kinds/context";
import { Drawer } from "~/ui/Drawer";
import type { Condition } from "../filter/conditions";
import { FilterButton } from "./FilterButton";

const name = { key: "name", kind: "text", label: { en: "Name" }, operators: [] } as unknown as FieldView;
const chosen: Condition = { id: 1, field: "name", operator: "is", values: [] };

// What the sheet is made of comes when it opens; here it is there already.
beforeAll(async () => {
  await Drawer.bring();
});

function draw(items: Condition[], total: number | null) {
  const deeds = { onOpen: vi.fn(), onChange: vi.fn() };
  render(
    <KindContext.Provider value={{ locale: "en", kind: () => ({}) } as never}>
      <FilterButton
        phone
        open
        fields={new Map([["name", name]])}
        filter={null}
        value={{ id: 0, join: "all", items }}
        total={total}
        {...deeds}
      />
    </KindContext.Provider>,
  );
  return deeds;
}

test("on a phone the sheet tells how many records are left, and leads to them", () => {
  const { onOpen } = draw([chosen], 1234);

  fireEvent.click(screen.getByRole("button", { name: "Show 1,234 records" }));

  expect(onOpen).toHaveBeenCalledExactlyOnceWith(false);
});

test("all conditions go at once, where there are any", () => {
  const { onChange } = draw([chosen], 1);

  expect(screen.getByRole("button", { name: "Show 1 record" })).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));

  expect(onChange).toHaveBeenCalledExactlyOnceWith({ id: 0, join: "all", items: [] });
});

test("while the records are counted nothing is promised", () => {
  draw([], null);

  expect(screen.getByRole("button", { name: "Show … records" })).toBeDefined();
  expect(screen.getByRole("button", { name: "Clear" })).toHaveProperty("disabled", true);
});
