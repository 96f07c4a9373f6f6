/** Records beside the one at hand: what leads to them, and the form that they are of. */
import { type Source, sourcesOf } from "../design/draftView";
import { type Json, type JsonObject, textIn } from "../document/json";
import { type FormDefinition, formOf } from "../document/model";

/** What leads from a form to records that stand for themselves. */
export function recordSourcesOf(document: Json, form: string): readonly Source[] {
  return sourcesOf(document, form).filter((source) => source.form !== null);
}

/** The form whose records an action makes or changes: it is named, or by what leads there. */
export function targetOf(document: Json, form: string, action: JsonObject): FormDefinition | undefined {
  const named = textIn(action.form);
  if (named) return formOf(document, named);
  const source = recordSourcesOf(document, form).find(({ key }) => key === textIn(action.source));
  return source?.form ? formOf(document, source.form) : undefined;
}
