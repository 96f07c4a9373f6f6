/** Years that begin with another month than January. */

const YEAR = 12;

/** The fiscal year of a month, called by the calendar year in which it ends, and how many of its months lie before that
 * month; `start` is the month with which fiscal years begin, 1 for January. */
export function fiscalOf(year: number, month: number, start: number): { year: number; before: number } {
  const before = (month - start + YEAR) % YEAR;
  return { year: month - before + YEAR - 1 > YEAR ? year + 1 : year, before };
}
