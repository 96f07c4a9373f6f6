/** Whoever clicks twice, as one opens a file, means it once: what the main button of a page or dialog does is under way. */
const MAIN = ".ant-btn-primary";

export function heedFirstClicks(): void {
  document.addEventListener(
    "click",
    (event) => {
      if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest(MAIN)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
