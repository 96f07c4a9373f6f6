/** A comment between the editor's document and what the server keeps: texts, with people in them. */
import type { JSONContent } from "@tiptap/core";
import type { ShownPart, WrittenPart } from "~/api/discussions";

/** The inline node that stands for a person. */
export const MENTION = "mention";

/** Lines as paragraphs, people as nodes. */
export function documentOf(parts: readonly ShownPart[]): JSONContent {
  const lines: JSONContent[][] = [[]];
  for (const part of parts) {
    if ("person" in part) {
      lines[lines.length - 1]?.push({ type: MENTION, attrs: part.person });
      continue;
    }
    part.text.split("\n").forEach((line, at) => {
      if (at > 0) lines.push([]);
      if (line) lines[lines.length - 1]?.push({ type: "text", text: line });
    });
  }
  return { type: "doc", content: lines.map((content) => ({ type: "paragraph", content })) };
}

/** The parts that a document says, with names for what is kept in the browser. */
export function partsOf(document: JSONContent): ShownPart[] {
  const parts: ShownPart[] = [];
  const add = (text: string): void => {
    const last = parts[parts.length - 1];
    if (last && "text" in last) last.text += text;
    else parts.push({ text });
  };
  document.content?.forEach((paragraph, at) => {
    if (at > 0) add("\n");
    for (const node of paragraph.content ?? []) {
      if (node.type === MENTION)
        parts.push({ person: { id: Number(node.attrs?.id), title: String(node.attrs?.title ?? "") } });
      else if (node.type === "hardBreak") add("\n");
      else add(node.text ?? "");
    }
  });
  return parts;
}

/** What is said in mere letters. */
export function plain(parts: readonly ShownPart[]): string {
  return parts.map((part) => ("person" in part ? `@${part.person.title}` : part.text)).join("");
}

export function written(parts: readonly ShownPart[]): WrittenPart[] {
  return parts.map((part) => ("person" in part ? { person: part.person.id } : part));
}

export function isEmpty(parts: readonly ShownPart[]): boolean {
  return parts.every((part) => "text" in part && part.text.trim() === "");
}

/** The people whom what stands before the cursor asks for: what follows the last @ of a word's beginning. */
export function asked(before: string): string | null {
  const found = /(?:^|[^\p{Letter}\p{Number}._-]|\p{Script=Han})@([^\s@]{0,20})$/u.exec(before);
  return found ? (found[1] ?? "") : null;
}
