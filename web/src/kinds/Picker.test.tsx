import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { Select } from "~/ui/Select";
import { type Choice, KindContext, type KindContextValue } from "./context";
import { Picker } from "./Picker";

const TAB = { key: "Tab", which: 9, keyCode: 9 };
const ENTER = { key: "Enter", which: 13, keyCode: 13 };
const CITIES = ["济南", "青岛"].map((value) => ({ value, label: value }));

test("Tab leaves a list that was merely opened as it is, and takes what was moved to", () => {
  const chosen: string[] = [];
  render(<Select<string> aria-label="city" options={CITIES} onChange={(city) => chosen.push(city)} />);
  const input = screen.getByRole("combobox");
  fireEvent.mouseDown(input);
  fireEvent.keyDown(input, TAB);
  expect(chosen).toEqual([]);
  fireEvent.mouseDown(input);
  fireEvent.keyDown(input, { key: "ArrowDown", which: 40, keyCode: 40 });
  fireEvent.keyDown(input, TAB);
  expect(chosen).toEqual(["青岛"]);
});

test("Enter before the answer takes the first of the answer, not of what was listed before", async () => {
  const chosen: (number | null)[] = [];
  let answer: (choices: Choice[]) => void = () => undefined;
  const everybody = [{ id: 1, title: "陈静" }] as Choice[];
  const context = {
    locale: "zh-CN",
    title: () => undefined,
    search: (_: string, typed: string) =>
      typed === "" ? Promise.resolve(everybody) : new Promise<Choice[]>((resolve) => (answer = resolve)),
  } as Partial<KindContextValue> as KindContextValue;
  render(
    <KindContext value={context}>
      <Picker source="person" value={null} nothing="nobody" onChange={(id) => chosen.push(id)} />
    </KindContext>,
  );
  const input = await screen.findByRole("combobox");
  fireEvent.mouseDown(input);
  await screen.findAllByText("陈静");
  fireEvent.change(input, { target: { value: "sun" } });
  fireEvent.keyDown(input, ENTER);
  expect(chosen).toEqual([]);
  await waitFor(async () => {
    await act(async () => answer([{ id: 7, title: "孙丽华" }] as Choice[]));
    expect(chosen).toEqual([7]);
  });
});
