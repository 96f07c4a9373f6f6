/** A text in Markdown, laid out; what it may not contain is drawn as plain text, and nothing in it is run or loaded. */
import { Marked } from "marked";
import { useMemo } from "react";
import { RichDocument } from "./RichDocument";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escaped(text),
    // A picture elsewhere would tell its host who reads; it is a link instead.
    image: ({ href, text }) =>
      `<a href="${escaped(href).replaceAll('"', "&quot;")}">${escaped(text || href)}</a>`,
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

export default function MarkdownDocument({ text }: { text: string }) {
  const html = useMemo(() => marked.parse(text, { async: false }), [text]);
  return <RichDocument html={html} />;
}
