/**
 * Whoever clicks twice, as one opens a file, means it once: what the main button of a page or dialog does is under way.
 * Who wrote something between the two clicks means both, however quick, as when a refused value is corrected.
 */
const MAIN = ".ant-btn-primary";

export function heedFirstClicks(): void {
  let written = false;
  document.addEventListener("input", () => (written = true), { capture: true });
  document.addEventListener(
    "click",
    (event) => {
      const again = event.detail > 1 && !written;
      written = false;
      if (!again || !(event.target instanceof Element) || !event.target.closest(MAIN)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
