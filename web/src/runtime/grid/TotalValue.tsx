/** What a column comes to, drawn as its values are. */
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { trimZeros } from "~/kinds/numbers";
import { useLocale } from "~/ui/appearance";
import { FieldCell } from "../fields";

interface TotalValueProps {
  field: FieldView;
  by: string;
  value: unknown;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
/** How many there are is a number whatever they are. */
const COUNTS = new Set(["count", "count_distinct"]);

export function TotalValue({ field, by, value }: TotalValueProps) {
  const context = useKinds();
  const locale = useLocale();
  if (value === null || value === undefined) return <>–</>;
  const text = String(value);
  if (!NUMBER.test(text)) return <FieldCell field={field} value={value} />;
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(Number(text));
  if (COUNTS.has(by)) return <>{plain}</>;
  const kind = context.kind(field.kind);
  if (kind.fromExpression) return <FieldCell field={field} value={kind.fromExpression(text, field)} />;
  const read = kind.fromText(trimZeros(text), field, context);
  if (read instanceof Promise || "problem" in read) return <>{plain}</>;
  return <FieldCell field={field} value={read.value} />;
}

/** The aggregate in words, as it stands before what it gives. */
export function TotalName({ by }: { by: string }) {
  const { t } = useTranslation("grid");
  return <>{t(`totals.${by}`)}</>;
}
