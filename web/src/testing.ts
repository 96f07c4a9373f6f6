/** What every test needs before it runs: the words, and the browser parts that jsdom lacks. */
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { readPinyin } from "./ui/pinyin";
import { loadWords, readWords } from "./words";

Object.defineProperty(window, "matchMedia", {
  configurable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }),
});

class Unobserved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.defineProperty(window, "ResizeObserver", { configurable: true, value: Unobserved });

Element.prototype.scrollIntoView = () => undefined;

await loadWords("en");
await readWords("zh-CN");
await readPinyin();
afterEach(cleanup);
