/** What an import does with records that are there already, and with linked ones that are not. */
import { Checkbox, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { fieldOf, formOf, may } from "~/api/apps";
import type { Mode } from "~/api/imports";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import styles from "./ImportPage.module.css";

export interface Existing {
  mode: Mode;
  key: string | null;
}

interface ExistingRecordsProps {
  form: FormView;
  /** Fields by which records can be found and which a column fills; `every` those that could be filled. */
  keys: readonly string[];
  every: readonly string[];
  value: Existing;
  onChange: (value: Existing) => void;
}

const MODES: readonly Mode[] = ["create", "both", "update"];

export function ExistingRecords({ form, keys, every, value, onChange }: ExistingRecordsProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const allowed = may(form, "edit");
  if (every.length === 0 || !allowed) return null;
  const labelOf = (key: string) => textOf(fieldOf(form, key)?.label, locale);
  return (
    <fieldset className={styles.question}>
      <legend>{t("existing.title")}</legend>
      <Radio.Group
        value={value.mode}
        onChange={(event) => onChange({ ...value, mode: event.target.value as Mode })}
        options={MODES.filter((mode) => mode === "update" || may(form, "create")).map((mode) => ({
          value: mode,
          label: t(`existing.${mode}`),
          disabled: mode !== "create" && keys.length === 0,
        }))}
      />
      {value.mode !== "create" ? (
        <span className={styles.inline}>
          {t("existing.key")}
          <Select
            className={styles.select ?? ""}
            aria-label={t("existing.key")}
            value={value.key}
            options={keys.map((key) => ({ value: key, label: labelOf(key) }))}
            onChange={(key) => onChange({ ...value, key })}
          />
        </span>
      ) : null}
      <p className={styles.quiet}>
        {keys.length === 0
          ? t("existing.no_key", { fields: every.map(labelOf).join(locale === "en" ? ", " : "、") })
          : value.mode === "create"
            ? null
            : t("existing.blank")}
      </p>
    </fieldset>
  );
}

interface LinkedRecordsProps {
  form: FormView;
  fields: readonly string[];
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}

export function LinkedRecords({ form, fields, value, onChange }: LinkedRecordsProps) {
  const { t } = useTranslation("import");
  const app = useCurrentApp();
  const locale = useLocale();
  if (fields.length === 0) return null;
  return (
    <fieldset className={styles.question}>
      <legend>{t("linked.title")}</legend>
      {fields.map((key) => {
        const field = fieldOf(form, key);
        const target = formOf(app, String(field?.form ?? ""));
        return (
          <Checkbox
            key={key}
            checked={value.includes(key)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, key] : value.filter((each) => each !== key))
            }
          >
            {t("linked.create", {
              field: textOf(field?.label, locale),
              form: textOf(target?.label, locale),
            })}
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
