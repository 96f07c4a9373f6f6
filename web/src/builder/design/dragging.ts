/** What is dragged in the designer, where it would go, and what dropping it there does. */
import type { DragLocation } from "@atlaskit/pragmatic-drag-and-drop/types";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { moveColumn, placeFields, type Target } from "../document/commands/fields";
import { moveSection } from "../document/commands/sections";
import { fieldOf, labelOf, sectionsOf } from "../document/model";
import type { Design } from "./DesignContext";
import { type Edge, targetAt } from "./drops";
import { useNewField } from "./newField";
import { someFields } from "./selection";
import { type StaticKind, useStatics } from "./statics";

/** The mark that shows where a thing would go. */
export type Hint =
  | { at: "cell"; section: string; field: string; edge: Edge }
  | { at: "rows"; field: string }
  | { at: "column"; field: string; column: string; edge: "left" | "right"; before: string | null }
  | { at: "end"; section: string }
  | { at: "section"; section: string; edge: "top" | "bottom" };

export type Dragged = Record<string | symbol, unknown>;

export const dragKind = (kind: string, inRows: boolean): Dragged => ({ drags: "kind", kind, inRows });
export const dragFields = (keys: readonly string[]): Dragged => ({ drags: "fields", keys });
export const dragSection = (key: string): Dragged => ({ drags: "section", key });

export const dragColumn = (table: string, key: string): Dragged => ({ drags: "column", table, key });

/** Whether it may come between the columns of this table. */
export const isForColumns = (data: Dragged, table: string): boolean =>
  (data.drags === "column" && data.table === table) || (data.drags === "kind" && data.inRows === true);

export const dragStatic = (what: StaticKind): Dragged => ({ drags: "static", what });

/** Whether it stands between the fields of a form. */
export const isFieldLike = (data: Dragged): boolean =>
  data.drags === "kind" || data.drags === "fields" || data.drags === "static";

/** What the innermost place under the pointer says of itself. */
export function hintOf(data: Dragged, location: DragLocation): Hint | null {
  const found = location.dropTargets[0]?.data.hint as Hint | undefined;
  if (!found) return null;
  if ((data.drags === "section") !== (found.at === "section")) return null;
  return data.drags === "column" && found.at !== "column" ? null : found;
}

export function sameHint(one: Hint | null, other: Hint | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function useDropping(design: Design): (data: Dragged, hint: Hint) => void {
  const { t } = useTranslation("design");
  const { document, form, run, select, locale } = design;
  const create = useNewField(design);
  const statics = useStatics(design);

  function targetOf(hint: Hint): Target | null {
    const section = sectionsOf(form).find(({ key }) => "section" in hint && key === hint.section);
    if (!section) return null;
    if (hint.at === "cell") return targetAt(section, hint.field, hint.edge);
    return hint.at === "end" ? { section: section.key, before: null } : null;
  }

  return (data, hint) => {
    if (data.drags === "section" && hint.at === "section") {
      const sections = sectionsOf(form);
      const place = sections.findIndex(({ key }) => key === hint.section);
      const before = hint.edge === "top" ? hint.section : (sections[place + 1]?.key ?? null);
      run("move_section", "", moveSection(document, form.key, String(data.key), before));
      return;
    }
    if (data.drags === "column" && hint.at === "column") {
      const key = String(data.key);
      const name = textOf(labelOf(fieldOf(document, form.key, key, hint.field)), locale);
      if (run("move", name, moveColumn(form.key, hint.field, key, hint.before)))
        select(someFields([key], hint.field));
      return;
    }
    if (data.drags === "kind" && (hint.at === "rows" || hint.at === "column")) {
      create.addColumn(String(data.kind), hint.field, hint.at === "column" ? hint.before : null);
      return;
    }
    const target = targetOf(hint);
    if (!target) return;
    if (data.drags === "static") {
      statics.add(data.what as StaticKind, target);
      return;
    }
    if (data.drags === "kind") create.add(String(data.kind), target);
    else if (Array.isArray(data.keys)) {
      const keys = data.keys as readonly string[];
      if (target.before !== null && keys.length === 1 && keys[0] === target.before) return;
      const name =
        keys.length === 1
          ? textOf(labelOf(fieldOf(document, form.key, keys[0] ?? "")), locale)
          : t("fields", { count: keys.length });
      if (run("move", name, placeFields(document, form.key, keys, target))) select(someFields(keys));
    }
  };
}
