/** An HTML document drawn from a list of what is allowed, so that nothing else in it is ever run or loaded. */
import { createElement, Fragment, type ReactNode, useMemo } from "react";
import { safeAddress } from "./addresses";
import styles from "./RichDocument.module.css";

const ALLOWED = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "li",
  "blockquote",
  "pre",
  "hr",
  "strong",
  "em",
  "u",
  "s",
  "del",
  "code",
  "br",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
]);
const EMPTY = new Set(["hr", "br"]);
/** Between its parts a table has no text, only what laid out its source. */
const FRAMES = new Set(["table", "thead", "tbody", "tr"]);

function draw(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) {
    return FRAMES.has(node.parentElement?.tagName.toLowerCase() ?? "") ? null : node.textContent;
  }
  if (!(node instanceof Element)) return null;
  const name = node.tagName.toLowerCase();
  const inside = [...node.childNodes].map(draw);
  if (name === "a") {
    const address = safeAddress(node.getAttribute("href") ?? "");
    if (!address) return <Fragment key={key}>{inside}</Fragment>;
    return (
      <a key={key} href={address} target="_blank" rel="noopener noreferrer">
        {inside}
      </a>
    );
  }
  if (!ALLOWED.has(name)) return <Fragment key={key}>{inside}</Fragment>;
  return EMPTY.has(name) ? createElement(name, { key }) : createElement(name, { key }, ...inside);
}

export function RichDocument({ html }: { html: string }) {
  const drawn = useMemo(() => {
    // A document made by the parser is inert: it runs no script and loads no picture.
    const parsed = new DOMParser().parseFromString(html, "text/html");
    return [...parsed.body.childNodes].map(draw);
  }, [html]);
  return <div className={styles.document}>{drawn}</div>;
}
