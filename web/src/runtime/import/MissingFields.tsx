/** Required fields for which the file has no column: one value for every row, or asked for row by row afterwards. */
import { ExclamationCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import type { Values } from "~/kinds/define";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { FieldEdit } from "../fields";
import styles from "./ImportPage.module.css";

interface MissingFieldsProps {
  fields: readonly FieldView[];
  values: Values;
  onChange: (values: Values) => void;
}

export function MissingFields({ fields, values, onChange }: MissingFieldsProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  if (fields.length === 0) return null;
  return (
    <fieldset className={styles.question}>
      <legend>{t("missing.title")}</legend>
      <p className={styles.alert} role="status">
        <ExclamationCircleFilled aria-hidden />
        {t("missing.text")}
      </p>
      {fields.map((field) => {
        const id = `missing-${field.key}`;
        return (
          <div key={field.key} className={styles.missing}>
            <label htmlFor={id}>{t("missing.field", { field: textOf(field.label, locale) })}</label>
            <FieldEdit
              id={id}
              field={{ ...field, required: false }}
              value={values[field.key] ?? null}
              values={values}
              issues={[]}
              onChange={(value) => onChange({ ...values, [field.key]: value })}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
