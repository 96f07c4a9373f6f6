/** What can be done with the flows of an application, as edits of the definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { equal, isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import { freeKey } from "../names";
import type { Place } from "../place";

export const FLOWS = "flows";
export const flowPlace = (flow: string): Place => [FLOWS, { key: flow }];
export const nodePlace = (flow: string, node: string): Place => [...flowPlace(flow), "nodes", { key: node }];

interface Flow extends JsonObject {
  readonly key: string;
  readonly form: string;
}

function isFlow(value: Json): value is Flow {
  return isObject(value) && typeof value.key === "string" && typeof value.form === "string";
}

export function flowsOf(document: Json): readonly Flow[] {
  return listOf(objectOf(document).flows).filter(isFlow);
}

export function flowOf(document: Json, key: string): Flow | undefined {
  return flowsOf(document).find((flow) => flow.key === key);
}

export function freeFlowKey(document: Json, wanted: string): string {
  return freeKey(
    wanted,
    flowsOf(document).map(({ key }) => key),
  );
}

export function addFlow(item: JsonObject): readonly Edit[] {
  return [{ do: "insert", into: [FLOWS], item, before: null }];
}

/** A copy behind the flow that it is of. */
export function copyFlow(document: Json, flow: Flow, key: string, label: Label): readonly Edit[] {
  const flows = flowsOf(document);
  const next = flows[flows.findIndex((one) => one.key === flow.key) + 1];
  const item = { ...flow, key, label: { ...label } };
  return [{ do: "insert", into: [FLOWS], item, before: next?.key ?? null }];
}

export function moveFlow(name: string, before: string | null): readonly Edit[] {
  return name === before ? [] : [{ do: "move", from: [FLOWS], name, into: [FLOWS], before }];
}

/** What leads from the nodes of a flow to others, each change by itself, so that two builders meet only where both of
 * them changed the same. */
export function becomeNodes(
  flow: string,
  from: readonly JsonObject[],
  to: readonly JsonObject[],
): readonly Edit[] {
  const list = [...flowPlace(flow), "nodes"];
  const was = new Map(from.map((node) => [String(node.key), node]));
  const kept = new Set(to.map((node) => String(node.key)));
  const edits: Edit[] = [];
  for (const [at, node] of to.entries()) {
    const name = String(node.key);
    const before = was.get(name);
    if (!before) {
      const next = to.slice(at + 1).find((one) => was.has(String(one.key)));
      edits.push({ do: "insert", into: list, item: node, before: next ? String(next.key) : null });
      continue;
    }
    for (const member of new Set([...Object.keys(before), ...Object.keys(node)]))
      if (!equal(before[member], node[member]))
        edits.push({ do: "set", at: [...list, { key: name }, member], value: node[member] });
  }
  for (const name of was.keys()) if (!kept.has(name)) edits.push({ do: "remove", from: list, name });
  return edits;
}
