/** What a group is called: its value as cells draw it, or the span of time that it is. */
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import type { FieldView, GroupKey } from "~/api/types";
import { fiscalOf } from "~/expression/fiscal";
import { dateInWords } from "~/kinds/calendar";
import { addDays } from "~/kinds/dates";
import { useLocale } from "~/ui/appearance";
import type { Locale } from "~/words";
import { FieldCell } from "../fields";
import { flattenValue } from "../flat";

const JANUARY = 1;
const QUARTER = 3;
/** Spans that are called by the number of their year, and what they are called. */
const NUMBERED: Readonly<Record<string, { name: string; isFiscal: boolean }>> = {
  quarter: { name: "groups.quarter_of", isFiscal: false },
  fiscal_quarter: { name: "groups.fiscal_quarter_of", isFiscal: true },
  fiscal_year: { name: "groups.fiscal_year_of", isFiscal: true },
};

const utc = (locale: Locale, options: Intl.DateTimeFormatOptions, date: string): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(Date.parse(`${date}T00:00:00Z`));

/** A span of time by its first day. */
function spanInWords(unit: string, first: string, locale: Locale): string {
  if (unit === "week") return `${dateInWords(first, locale)} – ${dateInWords(addDays(first, 6), locale)}`;
  if (unit === "month") return utc(locale, { year: "numeric", month: "long" }, first);
  if (unit === "year") return utc(locale, { year: "numeric" }, first);
  return dateInWords(first, locale);
}

interface GroupNameProps {
  field: FieldView;
  by: GroupKey;
  value: unknown;
}

export function GroupName({ field, by, value }: GroupNameProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const fiscalStart = useMe().company.fiscal_start;
  if (value === null || value === undefined) return <>{t("groups.blank")}</>;
  if (!by.unit) return <FieldCell field={field} value={flattenValue(field, value)} />;
  const first = String(value);
  const word = NUMBERED[by.unit];
  if (!word) return <>{spanInWords(by.unit, first, locale)}</>;
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  const fiscal = fiscalOf(year, month, word.isFiscal ? fiscalStart : JANUARY);
  return <>{t(word.name, { year: fiscal.year, quarter: Math.floor(fiscal.before / QUARTER) + 1 })}</>;
}
