/** A new record's first values, taken from another record. */
import type { FormView, RecordData } from "~/api/types";
import { copyRow, rowsOf } from "~/kinds/rows";
import { rowFields } from "../form/fields";
import type { Values } from "../form/values";

/** Everything that people write and that may stand twice; rows come along as new rows. */
export function copyOf(form: FormView, record: RecordData): Values {
  const copied = form.fields.filter(
    (field) => !field.computed && !field.unique && form.rights.fields[field.key] === "write",
  );
  return Object.fromEntries(
    copied.map((field) => [
      field.key,
      rowFields(field) ? rowsOf(record[field.key]).map(copyRow) : record[field.key],
    ]),
  );
}
