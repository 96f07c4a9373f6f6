/** What the keys of a tree do, with the line that has the focus. */
import { type Line, type RecordLine, TOP } from "./treeLines";

export type TreeDeed =
  | { deed: "go"; to: number }
  | { deed: "toggle"; line: RecordLine }
  | { deed: "open"; line: RecordLine }
  | { deed: "move"; line: RecordLine; under: RecordLine | null };

interface Pressed {
  key: string;
  altKey: boolean;
}

/** Null where the key means nothing there. */
export function deedOf({ key, altKey }: Pressed, lines: readonly Line[], at: number): TreeDeed | null {
  const line = lines[at];
  if (!line) return null;
  if (altKey) return line.kind === "record" ? moveOf(key, lines, at, line) : null;
  const last = lines.length - 1;
  if (key === "ArrowDown") return { deed: "go", to: Math.min(last, at + 1) };
  if (key === "ArrowUp") return { deed: "go", to: Math.max(0, at - 1) };
  if (key === "Home") return { deed: "go", to: 0 };
  if (key === "End") return { deed: "go", to: last };
  if (key === "ArrowLeft") {
    if (line.kind === "record" && line.isOpen) return { deed: "toggle", line };
    const above = placeOf(lines, line.under);
    return above < 0 ? null : { deed: "go", to: above };
  }
  if (line.kind !== "record") return null;
  if (key === "Enter") return { deed: "open", line };
  if (key !== "ArrowRight" || line.children === 0) return null;
  return line.isOpen ? { deed: "go", to: at + 1 } : { deed: "toggle", line };
}

/** One step to the right hangs a record below the one before it, one to the left beside the one above it. */
function moveOf(key: string, lines: readonly Line[], at: number, line: RecordLine): TreeDeed | null {
  if (key === "ArrowRight") {
    const beside = lines
      .slice(0, at)
      .findLast((one): one is RecordLine => one.kind === "record" && one.under === line.under);
    return beside ? { deed: "move", line, under: beside } : null;
  }
  if (key !== "ArrowLeft" || line.under === TOP) return null;
  const above = lines[placeOf(lines, line.under)];
  if (!above) return null;
  const under = lines[placeOf(lines, above.under)];
  return { deed: "move", line, under: under?.kind === "record" ? under : null };
}

function placeOf(lines: readonly Line[], id: number): number {
  return lines.findIndex((line) => line.kind === "record" && line.record.id === id);
}
