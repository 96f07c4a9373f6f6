/** The way of a flow as a tree: what runs at the same time stands side by side. */
import type { Stop } from "~/api/flowPreview";

/** One of the ways that are taken at the same time. */
export interface Lane {
  key: string;
  /** What the author calls it; empty where it has no name. */
  title: string;
  parts: readonly Part[];
}

/** A node, or what runs at the same time. */
export type Part = { stop: Stop } | { lanes: readonly Lane[] };

/** The stops that are told, in their order; a way beside which nothing is told stands alone. */
export function partsOf(stops: readonly Stop[], isTold: (stop: Stop) => boolean, depth = 0): readonly Part[] {
  const parts: Part[] = [];
  let inside: Stop[] = [];
  function close(): void {
    const lanes = lanesOf(inside, isTold, depth);
    const [only] = lanes;
    if (only && lanes.length === 1) parts.push(...only.parts);
    else if (only) parts.push({ lanes });
    inside = [];
  }
  for (const stop of stops) {
    if (stop.branches.length > depth) {
      inside.push(stop);
      continue;
    }
    close();
    if (isTold(stop)) parts.push({ stop });
  }
  close();
  return parts;
}

function lanesOf(stops: readonly Stop[], isTold: (stop: Stop) => boolean, depth: number): readonly Lane[] {
  const found = new Map<string, Stop[]>();
  for (const stop of stops) {
    const key = stop.branches[depth]?.key ?? "";
    found.set(key, [...(found.get(key) ?? []), stop]);
  }
  return [...found].flatMap(([key, some]) => {
    const parts = partsOf(some, isTold, depth + 1);
    return parts.length > 0 ? [{ key, title: some[0]?.branches[depth]?.title ?? "", parts }] : [];
  });
}
