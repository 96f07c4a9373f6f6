import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SearchBox } from "./SearchBox";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what an input method composed is searched, though its last text comes before its end", () => {
  const onChange = vi.fn();
  render(<SearchBox ref={null} value="" onChange={onChange} />);
  const box = screen.getByRole("textbox");

  fireEvent.compositionStart(box);
  fireEvent.change(box, { target: { value: "bei" } });
  vi.runAllTimers();
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.change(box, { target: { value: "北京" } });
  fireEvent.compositionEnd(box);
  vi.runAllTimers();
  expect(onChange).toHaveBeenCalledWith("北京");
});
