/** What people call the parts of an application that the server names by their keys. */
import { formOf } from "~/api/apps";
import type { AppView, FieldView } from "~/api/types";
import { rowFields } from "~/runtime/form/fields";
import { type Locale, textOf } from "~/words";

export const JOINED = " › ";

/** "客户 › 明细 › 数量" for `account.lines.quantity`; a key stays where nothing is known of it any more, and `last` is
 * what the end of the path was called when it was there. */
export function nameOfPath(app: AppView, path: string, locale: Locale, last = ""): string {
  const [key = "", ...rest] = path.split(".");
  const form = formOf(app, key);
  const names = [textOf(form?.label, locale) || key];
  let fields: readonly FieldView[] = form?.fields ?? [];
  for (const [place, segment] of rest.entries()) {
    const field = fields.find((each) => each.key === segment);
    const before = place === rest.length - 1 ? last : "";
    names.push(textOf(field?.label, locale) || before || segment);
    fields = (field && rowFields(field)) ?? [];
  }
  return names.join(JOINED);
}
