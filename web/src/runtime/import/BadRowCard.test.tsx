import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { BadRowCard } from "./BadRowCard";

const right = { isWrong: false, input: null };
const wrong = { isWrong: true, input: null };

test("a card tells its row by what is right in it, and shows what is wrong by its column", () => {
  render(
    <BadRowCard
      row={3}
      reasonsId="reasons"
      reasons="A mobile number has eleven digits."
      cells={[
        { at: 2, name: "Mobile", text: "12345", ...wrong },
        { at: 0, name: "Company", text: "Linyi Building", ...right },
        { at: 1, name: "Note", text: "", ...right },
        { at: 3, name: "Contact", text: "Wang", ...right },
      ]}
    />,
  );

  expect(screen.getByRole("heading").textContent).toBe("Row 3Linyi Building · Wang");
  expect(screen.getAllByRole("term").map(({ textContent }) => textContent)).toEqual(["Mobile"]);
  expect(screen.getByRole("definition").textContent).toBe("12345");
});

test("a cell that can be written anew is written where it stands", () => {
  const input = <input aria-label="Source" defaultValue="fair" />;
  render(
    <BadRowCard
      row={2}
      reasonsId="reasons"
      reasons="Please fill this in"
      cells={[{ at: 0, name: "Source", text: "fair", isWrong: false, input }]}
    />,
  );

  const [cell] = screen.getAllByRole("definition");
  expect(cell && within(cell).getByRole("textbox")).toHaveProperty("value", "fair");
});
