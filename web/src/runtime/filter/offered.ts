/** Spans of the fiscal year, where it is not the year of the calendar. */
import { useMe } from "~/api/session";

const JANUARY = 1;

/** Whether a span of time is offered: those of the fiscal year where they differ, or where one was chosen before. */
export function useIsOffered(): (span: string, chosen: string | null | undefined) => boolean {
  const isApart = useMe().company.fiscal_start !== JANUARY;
  return (span, chosen) => isApart || span === chosen || !span.includes("fiscal");
}
