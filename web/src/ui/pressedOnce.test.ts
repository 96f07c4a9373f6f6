import { afterEach, beforeAll, expect, test } from "vitest";

import { heedFirstClicks } from "./pressedOnce";

beforeAll(heedFirstClicks);

afterEach(() => document.body.replaceChildren());

function button(): { pressed: () => number; press: (count: number) => void } {
  const element = document.createElement("button");
  element.className = "ant-btn-primary";
  let count = 0;
  element.addEventListener("click", () => (count += 1));
  document.body.append(element);
  return {
    pressed: () => count,
    press: (detail) => element.dispatchEvent(new MouseEvent("click", { bubbles: true, detail })),
  };
}

test("A double click on a main button is one", () => {
  const { pressed, press } = button();
  press(1);
  press(2);
  expect(pressed()).toBe(1);
});

test("Who corrects a value between two quick clicks means both", () => {
  const { pressed, press } = button();
  const field = document.createElement("input");
  document.body.append(field);
  press(1);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  press(2);
  expect(pressed()).toBe(2);
  press(3);
  expect(pressed()).toBe(2);
});
