/** The fields that a bulk edit sets, each with its new value. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldView, FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { FieldEdit } from "../fields";
import styles from "./Bulk.module.css";
import { settable } from "./settable";

/** Field key → new value, in the order in which they were chosen. */
export type Settings = readonly { field: string; value: unknown }[];

interface BulkFieldsProps {
  form: FormView;
  settings: Settings;
  onChange: (settings: Settings) => void;
}

/** The field that a bulk edit begins with: what records are moved along by, and never what they are called. */
export function suggested(form: FormView): FieldView | undefined {
  const fields = settable(form);
  const others = fields.filter(({ key }) => key !== form.title_field);
  return fields.find(({ key }) => key === form.stage_field) ?? others[0] ?? fields[0];
}

export function BulkFields({ form, settings, onChange }: BulkFieldsProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const fields = settable(form);
  const nameOf = (field: FieldView): string => textOf(field.label, locale);
  const free = fields.filter(({ key }) => !settings.some(({ field }) => field === key));
  const values = Object.fromEntries(settings.map(({ field, value }) => [field, value]));
  const replace = (at: number, change: Partial<Settings[number]>): void =>
    onChange(settings.map((one, place) => (place === at ? { ...one, ...change } : one)));

  return (
    <div className={styles.fields}>
      {settings.map(({ field: key, value }, at) => {
        const field = fields.find((one) => one.key === key);
        if (!field) return null;
        const id = `bulk-${key}`;
        return (
          <div key={key} className={styles.setting}>
            <Select
              className={styles.which ?? ""}
              aria-label={t("bulk.field")}
              value={key}
              showSearch={{
                filterOption: (typed, option) => matches(String(option?.label ?? ""), typed),
              }}
              options={[field, ...free].map((one) => ({ value: one.key, label: nameOf(one) }))}
              onChange={(next) => replace(at, { field: next, value: null })}
            />
            <div className={styles.value}>
              <label htmlFor={id} className="visually-hidden">
                {t("bulk.new_value", { name: nameOf(field) })}
              </label>
              <FieldEdit
                id={id}
                field={{ ...field, required: false }}
                value={value ?? null}
                values={values}
                issues={[]}
                autoFocus={at === settings.length - 1}
                onChange={(next) => replace(at, { value: next })}
              />
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("bulk.leave_out", { name: nameOf(field) })}
              disabled={settings.length === 1}
              onClick={() => onChange(settings.filter((_, place) => place !== at))}
            />
          </div>
        );
      })}
      <div className={styles.more}>
        {free[0] ? (
          <Button
            type="link"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => onChange([...settings, { field: free[0]?.key ?? "", value: null }])}
          >
            {t("bulk.add")}
          </Button>
        ) : null}
        <span className={styles.hint}>{t("bulk.blank_empties")}</span>
      </div>
    </div>
  );
}
