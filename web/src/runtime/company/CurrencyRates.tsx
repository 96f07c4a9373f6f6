/** What one unit of each other currency is worth, from which day on; the last that has begun holds. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, DatePicker, Popconfirm } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CompanySettings, company, type Rate } from "~/api/company";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { dateInWords, today } from "~/kinds/calendar";
import { dayFormats, fromDay, toDay } from "~/kinds/DayOperand";
import { NumberInput } from "~/kinds/NumberInput";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { usePhone } from "~/ui/phone";
import { Select } from "~/ui/Select";
import { readMe } from "../session/signIn";
import styles from "./Company.module.css";
import { byCurrency, currencies, currencyInWords } from "./facts";

const DECIMALS = 10;

export function CurrencyRates({ settings }: { settings: CompanySettings }) {
  const { t } = useTranslation("company");
  const { message } = useFeedback();
  const locale = useLocale();
  const isPhone = usePhone();
  const cache = useQueryClient();
  const id = useId();
  const now = today(settings.time_zone);
  const [draft, setDraft] = useState<{ currency: string | null; since: string; rate: string | null } | null>(
    null,
  );
  const [unfolded, setUnfolded] = useState<readonly string[]>([]);

  const kept = async (saved: CompanySettings): Promise<void> => {
    cache.setQueryData(keys.company(), saved);
    await readMe();
  };
  const setting = useMutation({
    mutationFn: company.setRate,
    onSuccess: async (saved) => {
      setDraft(null);
      await kept(saved);
    },
  });
  const removing = useMutation({
    mutationFn: company.removeRate,
    onSuccess: kept,
    onError: (thrown) => void message.error(sentenceOf(thrown)),
  });
  const begin = (currency: string | null): void => {
    setting.reset();
    setDraft({ currency, since: now, rate: null });
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (draft?.currency && draft.rate && !setting.isPending)
      setting.mutate({ currency: draft.currency, since: draft.since, rate: draft.rate });
  };

  return (
    <section aria-labelledby={`${id}-rates`} className={styles.part}>
      <div className={styles.head}>
        <div>
          <h2 id={`${id}-rates`} className={styles.section}>
            {t("rates")}
          </h2>
          <p className={styles.quiet}>{t("rates_text")}</p>
        </div>
        {draft ? null : <Button onClick={() => begin(null)}>{t("rate_add")}</Button>}
      </div>
      {draft ? (
        <form className={styles.rate} onSubmit={save}>
          <div className={styles.fact}>
            <label htmlFor={`${id}-currency`}>{t("rate_currency")}</label>
            <Select
              id={`${id}-currency`}
              autoFocus={draft.currency === null}
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("choose")}
              value={draft.currency}
              options={currencies()
                .filter((code) => code !== settings.base_currency)
                .map((code) => ({ value: code, label: currencyInWords(code, locale) }))}
              onChange={(currency) => setDraft({ ...draft, currency })}
            />
          </div>
          <div className={styles.fact}>
            <label htmlFor={`${id}-since`}>{t("rate_since")}</label>
            <DatePicker
              id={`${id}-since`}
              allowClear={false}
              inputReadOnly={isPhone}
              format={dayFormats(locale)}
              value={toDay(draft.since)}
              onChange={(day) => setDraft({ ...draft, since: fromDay(day) ?? now })}
            />
          </div>
          <div className={styles.fact}>
            <label htmlFor={`${id}-rate`}>
              {draft.currency ? t("rate_of", { currency: draft.currency }) : t("rate")}
            </label>
            <NumberInput
              id={`${id}-rate`}
              value={draft.rate}
              decimals={DECIMALS}
              autoFocus={draft.currency !== null}
              suffix={settings.base_currency}
              invalid={setting.isError}
              describedBy={`${id}-problem`}
              onChange={(rate) => setDraft({ ...draft, rate })}
            />
          </div>
          <div className={styles.deeds}>
            <Button
              type="primary"
              htmlType="submit"
              disabled={!draft.currency || !draft.rate}
              loading={setting.isPending}
            >
              {t("save")}
            </Button>
            <Button onClick={() => setDraft(null)}>{t("cancel")}</Button>
          </div>
          {setting.error ? (
            <p id={`${id}-problem`} role="alert" className={styles.problem}>
              {sentenceOf(setting.error)}
            </p>
          ) : null}
        </form>
      ) : null}
      {settings.rates.length === 0 ? (
        draft ? null : (
          <p className={styles.none}>{t("rates_none", { currency: settings.base_currency })}</p>
        )
      ) : (
        <ul className={styles.lines}>
          {byCurrency(settings.rates, now).map(({ currency, lines, holding }) => {
            const isUnfolded = unfolded.includes(currency);
            const earlier = lines.filter(({ since }) => holding && since < holding.since);
            return (
              <li key={currency} className={styles.currency}>
                <div className={styles.line}>
                  <strong className={styles.what}>{currencyInWords(currency, locale)}</strong>
                  {earlier.length > 0 ? (
                    <Button
                      type="link"
                      aria-expanded={isUnfolded}
                      onClick={() =>
                        setUnfolded(
                          isUnfolded ? unfolded.filter((each) => each !== currency) : [...unfolded, currency],
                        )
                      }
                    >
                      {t(isUnfolded ? "rates_fold" : "rates_earlier", { count: earlier.length })}
                    </Button>
                  ) : null}
                  <Button
                    type="link"
                    aria-label={t("rate_new_of", { currency })}
                    onClick={() => begin(currency)}
                  >
                    {t("rate_new")}
                  </Button>
                </div>
                {lines
                  .filter((each) => isUnfolded || !earlier.includes(each))
                  .map((each) => (
                    <RateLine
                      key={each.since}
                      rate={each}
                      base={settings.base_currency}
                      holds={each === holding}
                      isToCome={each.since > now}
                      onRemove={() => removing.mutate(each)}
                    />
                  ))}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

interface RateLineProps {
  rate: Rate;
  base: string;
  holds: boolean;
  isToCome: boolean;
  onRemove: () => void;
}

function RateLine({ rate, base, holds, isToCome, onRemove }: RateLineProps) {
  const { t } = useTranslation("company");
  const locale = useLocale();
  const { currency } = rate;
  const day = dateInWords(rate.since, locale);
  return (
    <div className={styles.line}>
      <span className={styles.when}>{t("since", { day })}</span>
      <span className={styles.what} data-quiet={holds ? undefined : true}>
        {t("worth", { currency, rate: rate.rate, base })}
        {isToCome ? ` · ${t("to_come")}` : ""}
      </span>
      <Popconfirm
        title={t("rate_remove_sure", { currency, day })}
        description={t("rate_remove_text")}
        okText={t("remove")}
        cancelText={t("cancel")}
        onConfirm={onRemove}
      >
        <Button type="link" danger aria-label={t("rate_remove_of", { currency, day })}>
          {t("remove")}
        </Button>
      </Popconfirm>
    </div>
  );
}
