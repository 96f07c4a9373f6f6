/** What of a page can be drawn with the records of the published application: parts that are not published yet are left
 * out, or stand as their names. */
import type { Schema } from "~/api/kinds";
import type { AppView, FieldView, FilterTree, FormView, PageBlock } from "~/api/types";
import { filterFields } from "~/runtime/grid/columns";
import { namedIn } from "../design/published";
import type { BlockDefinition } from "../document/commands/pages";
import { isObject, listOf, textIn } from "../document/json";
import { labelOf } from "../document/model";
import { blockSettings } from "./blockSettings";

/** Null where nothing of it is published. */
export function drawnBlock(
  block: BlockDefinition,
  schema: Schema,
  form: FormView,
  app: AppView,
): PageBlock | null {
  const inverse = form.inverses.find(({ key }) => key === textIn(block.source));
  const there = inverse && app.forms.find(({ key }) => key === inverse.form);
  const drawn: Record<string, unknown> = {};
  for (const { name, takes, isOptional, fallback } of blockSettings(schema)) {
    const given = block[name];
    drawn[name] = given ?? fallback;
    if (takes === "source") {
      if (given !== undefined && !inverse) return null;
    } else if (takes === "filter") {
      const known = new Set(there ? filterFields(app, there).map(({ key }) => key) : []);
      const tree = isObject(given) ? (given as unknown as FilterTree) : null;
      drawn[name] = tree && namedIn(tree).every((key) => known.has(key)) ? tree : null;
    } else if (takes) {
      const holder = takes.startsWith("source_") ? there : form;
      const known = new Set(fieldsIn(app, holder).map(({ key }) => key));
      if (takes.endsWith("fields")) {
        const asked = listOf(given).map(textIn);
        const left = asked.filter((key) => known.has(key));
        if (left.length === 0 && holder === form) return null;
        drawn[name] = left;
      } else if (typeof given === "string" && !known.has(given)) {
        if (!isOptional) return null;
        drawn[name] = null;
      }
    }
  }
  return { ...drawn, kind: block.kind, key: block.key, label: labelOf(block) };
}

function fieldsIn(app: AppView, form: FormView | undefined): readonly Pick<FieldView, "key">[] {
  return form ? [...form.fields, ...(app.system_fields ?? [])] : [];
}
