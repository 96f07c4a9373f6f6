import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { FieldView, Issue } from "~/api/types";
import { KindContext, type KindContextValue } from "./context";
import { RowGrid } from "./RowGrid";
import { fieldKind } from "./registry";
import { named, type Row } from "./rows";

const cell = (kind: string, key: string): FieldView => ({
  kind,
  key,
  label: { en: key },
  computed: false,
  sortable: true,
  operators: [],
  aggregates: kind === "number" ? ["sum"] : [],
});
const cells = [cell("text", "product"), cell("number", "quantity")];

const context = {
  locale: "en",
  kind: fieldKind,
  forms: [],
  Cell: ({ field, value }) => {
    const { Cell } = fieldKind(field.kind);
    return <Cell field={field} value={value} />;
  },
} as Partial<KindContextValue> as KindContextValue;

let latest: Row[] = [];

function Lines({ begun, issues = [] }: { begun: Row[]; issues?: Issue[] }) {
  const [rows, setRows] = useState(begun);
  latest = rows;
  return (
    <KindContext value={context}>
      <RowGrid
        id="lines"
        label="Lines"
        cells={cells}
        rows={rows}
        most={4}
        locked={false}
        issues={issues}
        stateOf={() => ({ visible: true, required: false, readOnly: false })}
        begin={() => named({ quantity: "1.00" })}
        onChange={setRows}
      />
    </KindContext>
  );
}

const begun = () =>
  [
    { id: 1, product: "Bolt", quantity: "2.00" },
    { id: 2, product: "Nut", quantity: "3.00" },
  ].map(named);
const gridCells = () => screen.getAllByRole("cell").filter((element) => element.id !== "");
const paste = (text: string) =>
  fireEvent.paste(screen.getByRole("grid"), { clipboardData: { getData: () => text } });

test("a block from a spreadsheet fills cells and adds the rows it needs", async () => {
  render(<Lines begun={begun()} />);
  fireEvent.mouseDown(gridCells()[2] as HTMLElement);

  paste("Washer\t5\nScrew\t1,000\n");

  await waitFor(() => expect(latest).toHaveLength(3));
  expect(latest.map(({ product, quantity }) => [product, quantity])).toEqual([
    ["Bolt", "2.00"],
    ["Washer", "5.00"],
    ["Screw", "1000.00"],
  ]);
});

test("a cell that cannot be read is left blank and marked, the others are taken", async () => {
  render(<Lines begun={begun()} />);
  fireEvent.mouseDown(gridCells()[0] as HTMLElement);

  paste("Washer\tmany");

  await waitFor(() => expect(latest[0]).toMatchObject({ product: "Washer", quantity: null }));
  expect(gridCells()[1]?.getAttribute("aria-invalid")).toBe("true");
  expect(gridCells()[1]?.title).toContain("many");
});

test("rows are moved, removed and brought back by the keyboard", () => {
  render(<Lines begun={begun()} />);
  fireEvent.mouseDown(gridCells()[0] as HTMLElement);

  fireEvent.keyDown(screen.getByRole("grid"), { key: "ArrowDown", altKey: true });
  expect(latest.map(({ id }) => id)).toEqual([2, 1]);
  fireEvent.keyDown(screen.getByRole("grid"), { key: "Delete", ctrlKey: true });
  expect(latest.map(({ id }) => id)).toEqual([2]);
  fireEvent.keyDown(screen.getByRole("grid"), { key: "z", ctrlKey: true });

  expect(latest.map(({ id }) => id)).toEqual([2, 1]);
});

test("an issue of the server stands in the cell that its pointer names, and in words below", () => {
  const issue: Issue = {
    code: "x",
    pointer: "/1/quantity",
    message: "Too much",
    hint: "",
    severity: "error",
  };

  render(<Lines begun={begun()} issues={[issue]} />);

  expect(gridCells().map((element) => element.getAttribute("aria-invalid"))).toEqual([
    "false",
    "false",
    "false",
    "true",
  ]);
  expect(gridCells()[3]?.title).toBe("Too much");
  expect(screen.getByText("Row 2, quantity: Too much")).toBeTruthy();
});

test("figures are added up below", () => {
  render(<Lines begun={begun()} />);

  expect(screen.getByText("5.00")).toBeTruthy();
});
