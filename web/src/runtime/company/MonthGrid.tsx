/** A month of the working calendar; arrows move from day to day, also into the months beside it. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { dateInWords } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import styles from "./Company.module.css";
import { type CalendarDay, moved } from "./days";

/** 5 January 1970 was a Monday. */
const MONDAY = Date.UTC(1970, 0, 5);
const DAY_MS = 86_400_000;
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
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "narrow", timeZone: "UTC" });
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
        {Array.from({ length: 7 }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week's days never move
          <span key={place}>{weekday.format(MONDAY + place * DAY_MS)}</span>
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
            style={each.number === 1 ? { gridColumnStart: each.weekday } : undefined}
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
