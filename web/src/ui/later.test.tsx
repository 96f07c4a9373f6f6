import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { bringTheRest, later, once, onceOpen } from "./later";

const Field = ({ autoFocus, name }: { autoFocus: boolean; name: string }) => (
  // biome-ignore lint/a11y/noAutofocus: what is tested
  <input aria-label={name} autoFocus={autoFocus} />
);
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

test("what comes late leaves the focus to whoever enters something elsewhere by then", async () => {
  let come: (part: typeof Field) => void = () => undefined;
  const [Late, Soon] = [
    later(() => new Promise<typeof Field>((done) => (come = done))),
    later(async () => Field),
  ];

  render(
    <>
      <input aria-label="first" />
      <Soon autoFocus name="soon" />
      <Late autoFocus name="late" />
    </>,
  );
  const soon = await screen.findByLabelText("soon");
  expect(document.activeElement).toBe(soon);
  screen.getByLabelText("first").focus();
  come(Field);

  await screen.findByLabelText("late");
  expect(document.activeElement).toBe(screen.getByLabelText("first"));
});
