/** The days of a year on which the company works and does not, changed one by one. */
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { calendar } from "~/api/calendar";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import { dateInWords, today } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Company.module.css";
import { DayDialog } from "./DayDialog";
import { type CalendarDay, monthsOf, ownDays } from "./days";
import { MonthGrid } from "./MonthGrid";
import "./words";

const EARLIEST = 1970;
const LATEST = 2200;

/** `canChange`: else the days are only looked at, under a heading of the page. */
export function WorkingCalendar({ canChange = true }: { canChange?: boolean }) {
  const { t } = useTranslation("company");
  const { message } = useFeedback();
  const locale = useLocale();
  const cache = useQueryClient();
  const now = today(useMe().company.time_zone);
  const [year, setYear] = useState(Number(now.slice(0, 4)));
  const [open, setOpen] = useState<CalendarDay | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const days = useQuery({
    queryKey: keys.calendar(year),
    queryFn: ({ signal }) => calendar.year(year, signal),
  });
  const waiting = useDelayed(days.isPending);
  const saving = useMutation({
    mutationFn: (own: ReturnType<typeof ownDays>) => calendar.setOwn(year, own),
    onSuccess: (saved) => {
      cache.setQueryData(keys.calendar(year), saved);
      setOpen(null);
      void message.success(t("saved"));
    },
    onError: (thrown) => void message.error(sentenceOf(thrown)),
  });

  const months = days.data ? monthsOf(days.data) : [];
  const working = months.flat().filter(({ isWorking }) => isWorking).length;
  const own = days.data?.days.filter(({ is_own }) => is_own) ?? [];
  const anchor = focused?.startsWith(`${year}-`)
    ? focused
    : now.startsWith(`${year}-`)
      ? now
      : `${year}-01-01`;
  const change = (day: string, to: { is_working: boolean; name: string } | null): void =>
    saving.mutate(ownDays(days.data?.days ?? [], day, to));

  return (
    <section aria-labelledby="working-calendar">
      <div className={styles.head}>
        {canChange ? (
          <div>
            <h2 id="working-calendar" className={styles.section}>
              {t("calendar")}
            </h2>
            <p className={styles.quiet}>{t("calendar_text")}</p>
          </div>
        ) : (
          <span id="working-calendar" className="visually-hidden">
            {t("calendar")}
          </span>
        )}
        <div className={styles.year}>
          <Button
            icon={<LeftOutlined aria-hidden />}
            aria-label={t("year_before")}
            disabled={year <= EARLIEST}
            onClick={() => setYear(year - 1)}
          />
          <strong className={styles.number}>{t("year", { year })}</strong>
          <Button
            icon={<RightOutlined aria-hidden />}
            aria-label={t("year_after")}
            disabled={year >= LATEST}
            onClick={() => setYear(year + 1)}
          />
        </div>
      </div>
      {days.error && !days.data ? (
        <Failure thrown={days.error} onRetry={() => void days.refetch()} />
      ) : !days.data ? (
        waiting && <PageSkeleton lines={6} />
      ) : (
        <>
          <div className={styles.legend}>
            <span className={styles.sum}>{t("working_days", { count: working })}</span>
            <Mark kind="off" text={t("legend.off")} />
            <Mark kind="holiday" text={t("legend.holiday")} />
            <Mark kind="makeup" text={t("legend.makeup")} />
            <Mark kind="own" text={t("legend.own")} />
          </div>
          <div className={styles.months}>
            {months.map((month) => (
              <MonthGrid
                key={month[0]?.day}
                month={month}
                now={now}
                anchor={anchor}
                isFocused={focused !== null}
                onFocus={setFocused}
                onOpen={canChange ? setOpen : null}
              />
            ))}
          </div>
          {own.length > 0 ? (
            <section className={styles.own} aria-labelledby="own-days">
              <div className={styles.head}>
                <h3 id="own-days" className={styles.strong}>
                  {t("own_days", { count: own.length })}
                </h3>
                {canChange ? (
                  <Popconfirm
                    title={t("reset_year_sure", { year })}
                    description={t("reset_text")}
                    okText={t("reset_year")}
                    cancelText={t("cancel")}
                    onConfirm={() => saving.mutate([])}
                  >
                    <Button danger>{t("reset_year")}</Button>
                  </Popconfirm>
                ) : null}
              </div>
              <ul className={styles.lines}>
                {own.map((each) => (
                  <li key={each.day} className={styles.line}>
                    <span className={styles.when}>{dateInWords(each.day, locale)}</span>
                    <span className={styles.what}>
                      {each.is_working ? t("is_working") : t("is_off")}
                      {each.name ? ` · ${each.name}` : ""}
                    </span>
                    {canChange ? (
                      <Button
                        type="link"
                        disabled={saving.isPending}
                        aria-label={t("reset_of", { day: dateInWords(each.day, locale) })}
                        onClick={() => change(each.day, null)}
                      >
                        {t("reset")}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </>
      )}
      {open ? (
        <DayDialog
          day={open}
          busy={saving.isPending}
          onSave={(to) => change(open.day, to)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  );
}

function Mark({ kind, text }: { kind: string; text: string }) {
  return (
    <span className={styles.key}>
      <span className={styles.swatch} data-kind={kind} aria-hidden />
      {text}
    </span>
  );
}
