/** What a group is called: its value as cells draw it, or the span of time that it is. */
import { useTranslation } from "react-i18next";
import type { FieldView, GroupKey } from "~/api/types";
import { dateInWords } from "~/kinds/calendar";
import { addDays } from "~/kinds/dates";
import { useLocale } from "~/ui/appearance";
import type { Locale } from "~/words";
import { FieldCell } from "../fields";
import { flattenValue } from "../flat";

const utc = (locale: Locale, options: Intl.DateTimeFormatOptions, date: string): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(Date.parse(`${date}T00:00:00Z`));

/** A span of time by its first day. */
export function spanInWords(unit: string, first: string, locale: Locale, quarter: string): string {
  if (unit === "week") return `${dateInWords(first, locale)} – ${dateInWords(addDays(first, 6), locale)}`;
  if (unit === "month") return utc(locale, { year: "numeric", month: "long" }, first);
  if (unit === "year") return utc(locale, { year: "numeric" }, first);
  return unit === "quarter" ? quarter : dateInWords(first, locale);
}

interface GroupNameProps {
  field: FieldView;
  by: GroupKey;
  value: unknown;
}

export function GroupName({ field, by, value }: GroupNameProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  if (value === null || value === undefined) return <>{t("groups.blank")}</>;
  if (!by.unit) return <FieldCell field={field} value={flattenValue(field, value)} />;
  const first = String(value);
  const quarter = t("groups.quarter_of", {
    year: first.slice(0, 4),
    quarter: Math.ceil(Number(first.slice(5, 7)) / 3),
  });
  return <>{spanInWords(by.unit, first, locale, quarter)}</>;
}
