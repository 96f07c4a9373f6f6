/** What the company is called, where it is and what it counts in. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CompanyInput, type CompanySettings, company, type WeekStart } from "~/api/company";
import { keys } from "~/api/keys";
import { Problem, sentenceOf, told } from "~/api/problem";
import { today } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { Select } from "~/ui/Select";
import { readMe } from "../session/signIn";
import styles from "./Company.module.css";
import { currencies, currencyInWords, zoneInWords } from "./facts";
import { fiscalYearInWords, monthsOfYear } from "./fiscal";

/** What is typed, over which version, and what somebody else set there meanwhile. */
interface Draft {
  input: CompanyInput;
  version: number;
  theirs: CompanyInput | null;
}

const MEMBERS = ["name", "time_zone", "base_currency", "week_start", "fiscal_start"] as const;
/** What stored values rest on. */
const RECOUNTED = ["time_zone", "week_start", "fiscal_start"] as const;
const WEEK_STARTS: readonly WeekStart[] = ["monday", "saturday", "sunday"];
const CHANGED = ["company_changed", "company_moved_on"];

/** What stands there now, where somebody else was faster. */
function standing(thrown: unknown): Pick<Draft, "version" | "theirs"> | null {
  if (!(thrown instanceof Problem) || !CHANGED.includes(thrown.code)) return null;
  const { version, current } = thrown.body as unknown as { version: number; current: CompanyInput };
  return { version, theirs: current };
}

export function CompanyFacts({ settings }: { settings: CompanySettings }) {
  const { t } = useTranslation("company");
  const { message } = useFeedback();
  const locale = useLocale();
  const cache = useQueryClient();
  const id = useId();
  const { name, time_zone, base_currency, week_start, fiscal_start, version } = settings;
  const kept: CompanyInput = { name, time_zone, base_currency, week_start, fiscal_start };
  const [typed, setTyped] = useState<Draft | null>(null);
  const draft = typed?.input ?? kept;
  const saving = useMutation({
    mutationFn: company.change,
    onSuccess: async (saved) => {
      cache.setQueryData(keys.company(), saved);
      setTyped(null);
      await readMe();
      const isRecounted = RECOUNTED.some((member) => saved[member] !== kept[member]);
      void message.success(t(isRecounted ? "saved" : "kept"));
    },
    onError: (thrown) => {
      const theirs = standing(thrown);
      // Saving again is then over what stands there now, which is shown.
      if (theirs) setTyped({ input: draft, ...theirs });
    },
  });
  const isChanged = MEMBERS.some((member) => draft[member] !== kept[member]);
  const issues = saving.error instanceof Problem ? saving.error.issues : [];
  const change = (part: Partial<CompanyInput>): void => {
    saving.reset();
    setTyped({ version, theirs: null, ...typed, input: { ...draft, ...part } });
  };
  const leave = (): void => {
    saving.reset();
    setTyped(null);
    if (typed?.theirs) void cache.invalidateQueries({ queryKey: keys.company() });
  };
  const theirsOf = <Key extends keyof CompanyInput>(
    key: Key,
    inWords: (value: CompanyInput[Key]) => string,
  ): string => {
    const theirs = typed?.theirs?.[key];
    return theirs === undefined || theirs === draft[key] ? "" : t("theirs", { value: inWords(theirs) });
  };
  const problemOf = (key: keyof CompanyInput): string =>
    issues
      .filter(({ pointer }) => pointer === `/${key}`)
      .map(told)
      .join(" ");
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && !saving.isPending) saving.mutate({ ...draft, version: typed?.version ?? version });
  };
  const line = (key: keyof CompanyInput, label: string, control: React.ReactNode, note = "") => (
    <div className={styles.fact}>
      <label htmlFor={`${id}-${key}`}>{label}</label>
      {control}
      {problemOf(key) ? (
        <p id={`${id}-${key}-note`} role="alert" className={styles.problem}>
          {problemOf(key)}
        </p>
      ) : note ? (
        <p id={`${id}-${key}-note`} className={styles.quiet}>
          {note}
        </p>
      ) : null}
    </div>
  );

  return (
    <form className={styles.form} onSubmit={save}>
      <div className={styles.facts}>
        {line(
          "name",
          t("name"),
          <Input
            id={`${id}-name`}
            maxLength={100}
            value={draft.name}
            status={problemOf("name") ? "error" : ""}
            aria-describedby={`${id}-name-note`}
            onChange={(event) => change({ name: event.target.value })}
          />,
          theirsOf("name", (value) => value),
        )}
        {line(
          "time_zone",
          t("time_zone"),
          <Select
            id={`${id}-time_zone`}
            showSearch={{ optionFilterProp: "label" }}
            value={draft.time_zone}
            aria-describedby={`${id}-time_zone-note`}
            options={zonesWith(time_zone).map((zone) => ({ value: zone, label: zoneInWords(zone, locale) }))}
            onChange={(zone) => change({ time_zone: zone })}
          />,
          theirsOf("time_zone", (zone) => zoneInWords(zone, locale)) ||
            (draft.time_zone === time_zone ? "" : t("zone_note")),
        )}
        {line(
          "base_currency",
          t("currency"),
          <Select
            id={`${id}-base_currency`}
            showSearch={{ optionFilterProp: "label" }}
            disabled={settings.is_currency_in_use}
            value={draft.base_currency}
            aria-describedby={`${id}-base_currency-note`}
            options={currencies(base_currency).map((code) => ({
              value: code,
              label: currencyInWords(code, locale),
            }))}
            onChange={(code) => change({ base_currency: code })}
          />,
          theirsOf("base_currency", (code) => currencyInWords(code, locale)) ||
            (settings.is_currency_in_use ? t("currency_stays") : t("currency_note")),
        )}
        {line(
          "week_start",
          t("week_start"),
          <Select<WeekStart>
            id={`${id}-week_start`}
            value={draft.week_start}
            aria-describedby={`${id}-week_start-note`}
            options={WEEK_STARTS.map((start) => ({ value: start, label: t(`week.${start}`) }))}
            onChange={(start) => change({ week_start: start })}
          />,
          theirsOf("week_start", (start) => t(`week.${start}`)) ||
            (draft.week_start === week_start ? "" : t("week_note")),
        )}
        {line(
          "fiscal_start",
          t("fiscal_start"),
          <Select<number>
            id={`${id}-fiscal_start`}
            value={draft.fiscal_start}
            aria-describedby={`${id}-fiscal_start-note`}
            options={monthsOfYear(locale).map((label, before) => ({ value: before + 1, label }))}
            onChange={(start) => change({ fiscal_start: start })}
          />,
          [
            theirsOf("fiscal_start", (start) => monthsOfYear(locale)[start - 1] ?? "") ||
              t("fiscal_note", fiscalYearInWords(draft.fiscal_start, today(draft.time_zone), locale)),
            draft.fiscal_start === fiscal_start ? "" : t("fiscal_changes"),
          ]
            .filter(Boolean)
            .join(locale === "en" ? ". " : "。"),
        )}
      </div>
      {saving.error && issues.length === 0 ? (
        <p role="alert" className={styles.problem}>
          {sentenceOf(saving.error)}
        </p>
      ) : null}
      {isChanged ? (
        <div className={styles.deeds}>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {t(typed?.theirs ? "save_mine" : "save")}
          </Button>
          <Button onClick={leave}>{t(typed?.theirs ? "take_theirs" : "cancel")}</Button>
        </div>
      ) : null}
    </form>
  );
}

/** All zones that the browser knows, and the one that is set. */
function zonesWith(zone: string): string[] {
  return [...new Set([zone, ...Intl.supportedValuesOf("timeZone")])].sort();
}
