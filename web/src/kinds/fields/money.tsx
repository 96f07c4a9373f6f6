/** An amount in a currency, with its worth in the company's own. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Decimal } from "~/expression/values";
import { Compact, Select } from "~/ui/controls";
import { i18n, type Locale } from "~/words";
import { type KindContextValue, useKinds } from "../context";
import { noteId } from "../control";
import {
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { NumberInput, shownNumber } from "../NumberInput";
import { compareNumbers, isNumber, readNumber, roundTo, trimZeros } from "../numbers";

interface Settings {
  currencies?: readonly string[];
  decimals?: number;
}

interface Value {
  amount: string;
  currency: string;
  base?: string | null;
}

const SIGNS: Readonly<Record<string, string>> = { "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP", $: "USD" };

function currenciesOf(field: FieldWith<Settings>): readonly string[] {
  return field.currencies?.length ? field.currencies : ["CNY"];
}

function signOf(currency: string, locale: Locale): string {
  try {
    const parts = new Intl.NumberFormat(locale, { style: "currency", currency }).formatToParts(0);
    return parts.find((part) => part.type === "currency")?.value ?? currency;
  } catch {
    return currency;
  }
}

function shown(value: Value | null, field: FieldWith<Settings>, locale: Locale): string {
  if (!value) return "";
  if (!isNumber(value.amount)) return String(value.amount ?? "");
  const figure = shownNumber(value.amount, field.decimals ?? 2, true);
  const sign = signOf(value.currency, locale);
  const gap = sign.length > 1 && /[A-Za-z]$/.test(sign) ? " " : "";
  return figure.startsWith("-") ? `-${sign}${gap}${figure.slice(1)}` : sign + gap + figure;
}

type Worths = Pick<KindContextValue, "baseCurrency" | "rates">;

/** The worth in the company's currency by today's rates, as the server sees it when the amount is saved. */
function worth(amount: string, currency: string, field: Settings, { baseCurrency, rates }: Worths) {
  if (!isNumber(amount)) return null;
  if (currency === baseCurrency) return amount;
  const rate = rates[currency];
  return rate ? roundTo(new Decimal(amount).times(rate).toFixed(), field.decimals ?? 2) : null;
}

function Edit(props: EditProps<Value, Settings>) {
  const { id, field, value, onChange } = props;
  const { locale, baseCurrency, rates } = useKinds();
  const { t } = useTranslation("kind.money");
  const currencies = currenciesOf(field);
  const [chosen, setChosen] = useState(currencies[0] ?? baseCurrency);
  const currency = value?.currency ?? chosen;

  function change(amount: string | null, inCurrency: string): void {
    setChosen(inCurrency);
    onChange(
      amount === null
        ? null
        : { amount, currency: inCurrency, base: worth(amount, inCurrency, field, { baseCurrency, rates }) },
    );
  }

  const figure = (
    <NumberInput
      id={id}
      value={value?.amount ?? null}
      decimals={field.decimals ?? 2}
      grouped
      {...(currencies.length === 1 ? { prefix: signOf(currency, locale) } : {})}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      invalid={props.issues.length > 0}
      describedBy={noteId(id)}
      onChange={(amount) => change(amount, currency)}
      onBlur={props.onBlur}
    />
  );
  if (currencies.length === 1) return figure;
  return (
    <Compact block>
      <Select
        aria-label={t("currency")}
        style={{ width: 92, flex: "none" }}
        value={currency}
        disabled={props.disabled ?? false}
        options={currencies.map((code) => ({ value: code, label: code }))}
        onChange={(next: string) => change(value?.amount ?? null, next)}
      />
      {figure}
    </Compact>
  );
}

function Read({ field, value }: CellProps<Value, Settings>) {
  const { locale, baseCurrency } = useKinds();
  const { t } = useTranslation("kind.money");
  if (!value) return null;
  const foreign = value.currency !== baseCurrency && isNumber(value.base);
  return (
    <span className={styles.tabular}>
      {shown(value, field, locale)}
      {foreign ? (
        <span className={styles.quiet}>
          {" "}
          {t("worth", { amount: shown({ amount: value.base ?? "", currency: baseCurrency }, field, locale) })}
        </span>
      ) : null}
    </span>
  );
}

function Cell({ field, value }: CellProps<Value, Settings>) {
  const { locale } = useKinds();
  return <span className={styles.figure}>{shown(value, field, locale)}</span>;
}

function FilterValue({ field, value, onChange }: FilterValueProps<Settings>) {
  const { locale, baseCurrency } = useKinds();
  const { t } = useTranslation("kind.money");
  return (
    <NumberInput
      label={t("amount")}
      value={isNumber(value) ? value : null}
      decimals={field.decimals ?? 2}
      grouped
      prefix={signOf(baseCurrency, locale)}
      onChange={onChange}
    />
  );
}

function currencyIn(text: string, currencies: readonly string[]): string | undefined {
  const code = /[A-Za-z]{3}/.exec(text)?.[0].toUpperCase();
  const sign = Object.keys(SIGNS).find((mark) => text.includes(mark));
  return code ?? (sign && currencies.includes(SIGNS[sign] ?? "") ? SIGNS[sign] : currencies[0]);
}

export default defineField<Value, Settings>({
  kind: "money",
  Edit,
  Read,
  Cell,
  FilterValue,
  toText: (value, field) => {
    if (!value) return "";
    if (!isNumber(value.amount)) return value.amount;
    const figure = trimZeros(roundTo(value.amount, field.decimals ?? 2));
    return value.currency === currenciesOf(field)[0] ? figure : `${value.currency} ${figure}`;
  },
  operandText: (value, _operand, field, { locale, baseCurrency }) =>
    isNumber(value) ? signOf(baseCurrency, locale) + shownNumber(value, field.decimals ?? 2, true) : "",
  fromText: (text, field, worths) => {
    const currencies = currenciesOf(field);
    const currency = currencyIn(text, currencies);
    const read = readNumber(text.replace(/[A-Za-z]{3}/, ""));
    if (read === null) return { value: null };
    if (read === undefined) return { problem: i18n.t("kind.money:refused", { text: text.trim() }) };
    if (!currency || !currencies.includes(currency)) {
      return { problem: i18n.t("kind.money:foreign", { currency, known: currencies.join(", ") }) };
    }
    const amount = roundTo(read, field.decimals ?? 2);
    return { value: { amount, currency, base: worth(amount, currency, field, worths) } };
  },
  toExpression: (value) => (isNumber(value?.base) ? value.base : null),
  same: (one, other) =>
    one?.currency === other?.currency &&
    (isNumber(one?.amount) && isNumber(other?.amount)
      ? compareNumbers(one.amount, other.amount) === 0
      : (one?.amount ?? null) === (other?.amount ?? null)),
  compare: (one, other) => compareNumbers(one.base ?? one.amount, other.base ?? other.amount),
  width: 140,
  align: "right",
  words: {
    "zh-CN": {
      amount: "金额",
      currency: "币种",
      worth: "折合 {{amount}}",
      refused: "“{{text}}”不是金额，请写成 1200.50 这样",
      foreign: "这里不能用币种 {{currency}}，可用：{{known}}",
    },
    en: {
      amount: "Amount",
      currency: "Currency",
      worth: "worth {{amount}}",
      refused: "“{{text}}” is not an amount; write it like 1200.50",
      foreign: "The currency {{currency}} cannot be used here; use {{known}}",
    },
  },
});
