/** The faces of everything of which flows are made, by family and file name. Only the designer of flows loads them. */
import { addWords } from "~/words";
import type { FlowKind } from "./defineFlowKind";

export const FAMILIES = {
  node: "nodes",
  approver: "approvers",
  decision: "decisions",
  action: "actions",
} as const;
export type Family = keyof typeof FAMILIES;

const files = import.meta.glob<{ default: FlowKind }>("./{nodes,approvers,decisions,actions}/*.tsx", {
  eager: true,
});

const faces = new Map<string, FlowKind>();
for (const [path, { default: face }] of Object.entries(files)) {
  const [, folder, name] = /^\.\/([^/]+)\/([^/]+)\.tsx$/.exec(path) ?? [];
  const family = Object.entries(FAMILIES).find(([, one]) => one === folder)?.[0];
  if (!family || name !== face.kind) throw new Error(`${path} defines the kind "${face.kind}".`);
  addWords(`${family}.${face.kind}`, face.words);
  faces.set(`${family}.${face.kind}`, face);
}

/** The face of a kind of a family: `node.delay`; none for one that this build does not know. */
export function flowKind(name: string): FlowKind | undefined {
  return faces.get(name);
}
