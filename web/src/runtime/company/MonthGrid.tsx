/** A month of the working calendar; arrows move from day to day, also into the months beside it. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { dateInWords } from "~/kinds/calendar";
import { weekdaysFrom } from "~/kinds/viewDays";
import { useLocale } from "~/ui/appearance";
import { weekStartOf } from "~/ui/weekStart";
import styles from "./Company.module.css";
import { type CalendarDay, moved } from "./days";

const WEEK = 7;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface MonthGridProps {
  month: readonly CalendarDay[];
  now: string;
  /** The one day of the year that the Tab key reaches. */
  anchor: string;
  /** Whether the keyboard is among the days. */
  isFocused: boolean;
  onFocus: (day: string | null) => void;
  /** Nothing where the days are only looked at. */
  onOpen: ((day: CalendarDay) => void) | null;
}

function kindOf({ isWorking, special }: CalendarDay): string {
  if (special?.is_own) return isWorking ? "own-on" : "own-off";
  if (special) return isWorking ? "makeup" : "holiday";
  return isWorking ? "on" : "off";
}

export function MonthGrid({ month, now, anchor, isFocused, onFocus, onOpen }: MonthGridProps) {
  const { t } = useTranslation("company");
  const locale = useLocale();
  const grid = useRef<HTMLDivElement>(null);
  const [first] = month;
  const named = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  const weekStart = weekStartOf(useMe().company.week_start);
  const title = named.format(Date.parse(`${first?.day}T00:00:00Z`));

  useEffect(() => {
    if (isFocused) grid.current?.querySelector<HTMLElement>(`[data-day="${anchor}"]`)?.focus();
  }, [anchor, isFocused]);

  function step(event: KeyboardEvent, day: string): void {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = moved(day, by);
    if (next.slice(0, 4) === day.slice(0, 4)) onFocus(next);
  }

  function described({ day, isWorking, special }: CalendarDay): string {
    const what = isWorking ? t("is_working") : t("is_off");
    return [dateInWords(day, locale), what, special?.name].filter(Boolean).join(", ");
  }

  return (
    <section aria-label={title}>
      <h3 className={styles.month}>{title}</h3>
      <div className={styles.weekdays} aria-hidden>
        {weekdaysFrom(weekStart, locale, "narrow").map((name, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two days may begin with one letter, and none moves
          <span key={place}>{name}</span>
        ))}
      </div>
      <div ref={grid} className={styles.days}>
        {month.map((each) => (
          <button
            key={each.day}
            type="button"
            data-day={each.day}
            data-kind={kindOf(each)}
            data-today={each.day === now || undefined}
            className={styles.day}
            style={
              each.number === 1
                ? { gridColumnStart: ((each.weekday - 1 - weekStart + WEEK) % WEEK) + 1 }
                : undefined
            }
            tabIndex={each.day === anchor ? 0 : -1}
            title={each.special?.name || undefined}
            aria-label={described(each)}
            onKeyDown={(event) => step(event, each.day)}
            aria-disabled={onOpen === null || undefined}
            onClick={() => onOpen?.(each)}
          >
            {each.number}
          </button>
        ))}
      </div>
    </section>
  );
}
