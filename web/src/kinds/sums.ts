/** A number of the expression language, such as a sum, as a value of the field whose values it is made of. */
import type { FieldView } from "~/api/types";
import type { KindContextValue } from "./context";

/** Undefined where the field cannot hold it. */
export function sumAsValue(sum: string, field: FieldView, context: KindContextValue): unknown {
  const { fromExpression, fromText } = context.kind(field.kind);
  if (fromExpression) return fromExpression(sum, field);
  const read = fromText(sum, field, context);
  return !(read instanceof Promise) && "value" in read ? read.value : undefined;
}
