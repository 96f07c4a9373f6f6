/** What people call the parts of an application that the server names by their keys. */
import { formOf } from "~/api/apps";
import type { AppView, FieldView } from "~/api/types";
import { rowFields } from "~/runtime/form/fields";
import { type Locale, textOf } from "~/words";

export const JOINED = " › ";

/** "客户 › 明细 › 数量" for `account.lines.quantity`; a key stays where nothing is known of it any more. */
export function nameOfPath(app: AppView, path: string, locale: Locale): string {
  const [key = "", ...rest] = path.split(".");
  const form = formOf(app, key);
  const names = [textOf(form?.label, locale) || key];
  let fields: readonly FieldView[] = form?.fields ?? [];
  for (const segment of rest) {
    const field = fields.find((each) => each.key === segment);
    names.push(textOf(field?.label, locale) || segment);
    fields = (field && rowFields(field)) ?? [];
  }
  return names.join(JOINED);
}
