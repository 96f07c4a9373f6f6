import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { FieldView } from "~/api/types";
import { KindContext } from "~/kinds/context";
import number from "~/kinds/fields/number";
import text from "~/kinds/fields/text";
import { TypedValues } from "./TypedValues";

const kinds: Record<string, unknown> = { number, text };
let told: unknown;

function Editor({ kind, of }: { kind: string; of: string }) {
  const [value, setValue] = useState<unknown>(null);
  told = value;
  const field = { key: kind, kind, label: { en: kind }, decimals: 2 } as unknown as FieldView;
  return (
    <KindContext.Provider value={{ locale: "en", kind: (key: string) => kinds[key] } as never}>
      <TypedValues field={field} operand={{ name: "list", of }} value={value} onChange={setValue} />
    </KindContext.Provider>
  );
}

async function type(...texts: string[]): Promise<void> {
  const box = screen.getByRole("combobox");
  for (const each of texts) {
    fireEvent.change(box, { target: { value: each } });
    fireEvent.keyDown(box, { key: "Enter", keyCode: 13 });
    // What was typed is read by the kind, which may ask for a name.
    await Promise.resolve();
  }
}

test("each typed figure becomes one of several, and what is none is told", async () => {
  render(<Editor kind="number" of="number" />);

  await type("1200.5", "7");
  await screen.findByText("1200.5");
  await screen.findByText("7");
  expect(told).toEqual(["1200.50", "7.00"]);
  await type("many");

  expect(await screen.findByRole("alert")).toBeDefined();
  expect(told).toEqual(["1200.50", "7.00"]);
});

test("texts that are pasted with commas in between are several", async () => {
  render(<Editor kind="text" of="text" />);

  fireEvent.change(screen.getByRole("combobox"), { target: { value: "Ann，Bob,Eve," } });

  await screen.findByText("Eve");
  expect(told).toEqual(["Ann", "Bob", "Eve"]);
});
