import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { bringTheRest, later, once, onceOpen } from "./later";

const Part = ({ children = "Here" }: { children?: string; open?: boolean }) => <p>{children}</p>;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a part that could not be loaded is tried again before anybody is told", async () => {
  vi.useFakeTimers();
  const load = vi.fn().mockRejectedValueOnce(new Error("cut off")).mockResolvedValue("part");
  const ask = once(load);

  const asked = ask();
  await vi.runAllTimersAsync();

  expect(await asked).toBe("part");
  expect(await ask()).toBe("part");
  expect(load).toHaveBeenCalledTimes(2);
});

test("what was brought before is drawn at once", async () => {
  const Brought = later(async () => Part);
  await Brought.bring();

  render(<Brought />);

  expect(screen.getByText("Here")).toBeDefined();
});

test("what was never opened is never loaded", () => {
  const load = vi.fn(async () => Part);
  const Opened = onceOpen(load);

  render(<Opened open={false} />);

  expect(load).not.toHaveBeenCalled();
});

test("whoever saves data is brought nothing ahead", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { connection: { saveData: true } });
  const load = vi.fn(async () => "part");
  once(load);

  bringTheRest(() => false);
  await vi.runAllTimersAsync();

  expect(load).not.toHaveBeenCalled();
});
