/** What those who are asked may do with each field: a table of fields against hidden, read, write and required. */
import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import type { Json, JsonObject } from "../../document/json";
import { fieldsOf, formOf, labelOf } from "../../document/model";
import { useFlowing } from "../FlowingContext";
import styles from "../Flows.module.css";

const RIGHTS = ["hidden", "read", "write", "required"] as const;

interface FieldRightsTableProps {
  value: JsonObject;
  /** What holds for fields that are not named. */
  usual: string;
  onChange: (value: JsonObject | undefined) => void;
}

export function FieldRightsTable({ value, usual, onChange }: FieldRightsTableProps) {
  const { t } = useTranslation("flowing");
  const { design, flow } = useFlowing();
  const { document, kinds, locale } = design;
  const fields = fieldsOf(formOf(document, flow.form));
  function give(field: string, right: string): void {
    const { [field]: _, ...rest } = value;
    const next: Record<string, Json> = right === usual ? { ...rest } : { ...rest, [field]: right };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  }
  return (
    <table className={styles.rights}>
      <thead>
        <tr>
          <th scope="col">{t("field")}</th>
          {RIGHTS.map((right) => (
            <th key={right} scope="col">
              {t(`right.${right}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const name = textOf(labelOf(field), locale) || field.key;
          const isComputed = kinds.get(field.kind)?.computed === true;
          const right = String(value[field.key] ?? usual);
          return (
            <tr key={field.key} data-set={field.key in value || undefined}>
              <th scope="row" title={name}>
                {name}
              </th>
              {RIGHTS.map((one) => (
                <td key={one}>
                  <Radio
                    checked={right === one}
                    // Nobody enters what is computed.
                    disabled={isComputed && (one === "write" || one === "required")}
                    aria-label={`${name}: ${t(`right.${one}`)}`}
                    onChange={() => give(field.key, one)}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
