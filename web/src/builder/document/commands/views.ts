/** What can be done with the views of a form, as edits of the definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import { freeKey } from "../names";
import type { Place } from "../place";
import { leadingTo, listPlace } from "./menu";

export const viewPlace = (view: string): Place => ["views", { key: view }];

export interface ViewDefinition extends JsonObject {
  readonly kind: string;
  readonly key: string;
  readonly form: string;
}

function isView(value: Json): value is ViewDefinition {
  return (
    isObject(value) &&
    typeof value.kind === "string" &&
    typeof value.key === "string" &&
    typeof value.form === "string"
  );
}

/** The views of a form in their order; the first comes first for everybody who has not chosen another. */
export function viewsOf(document: Json, form: string): readonly ViewDefinition[] {
  return listOf(objectOf(document).views)
    .filter(isView)
    .filter((view) => view.form === form);
}

export function viewOf(document: Json, key: string): ViewDefinition | undefined {
  return listOf(objectOf(document).views)
    .filter(isView)
    .find((view) => view.key === key);
}

export function freeViewKey(document: Json, wanted: string): string {
  const taken = listOf(objectOf(document).views).flatMap((view) => String(objectOf(view).key ?? ""));
  return freeKey(wanted, taken);
}

export function addView(
  given: { kind: string; key: string; form: string; label: Label },
  settings: JsonObject,
): readonly Edit[] {
  const item = { ...given, label: { ...given.label }, ...settings };
  return [{ do: "insert", into: ["views"], item, before: null }];
}

/** A copy behind the view that it is of. */
export function copyView(document: Json, view: ViewDefinition, key: string, label: Label): readonly Edit[] {
  const views = viewsOf(document, view.form);
  const next = views[views.findIndex((one) => one.key === view.key) + 1];
  const item = { ...view, key, label: { ...label } };
  return [{ do: "insert", into: ["views"], item, before: next?.key ?? null }];
}

export function moveView(name: string, before: string | null): readonly Edit[] {
  return name === before ? [] : [{ do: "move", from: ["views"], name, into: ["views"], before }];
}

/** Removes a view, and the lines of the menu that lead to it. */
export function removeView(document: Json, name: string): readonly Edit[] {
  return [
    ...leadingTo(document, "view", name).map(
      ({ line, groups }): Edit => ({ do: "remove", from: listPlace(groups), name: line.key }),
    ),
    { do: "remove", from: ["views"], name },
  ];
}
