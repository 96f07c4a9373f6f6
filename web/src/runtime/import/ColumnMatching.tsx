/** Which column of the file goes into which field, and what becomes of records that are there already. */
import { WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilePreview, Plan } from "~/api/imports";
import type { FormView } from "~/api/types";
import { useKinds } from "~/kinds/context";
import type { Values } from "~/kinds/define";
import { unmatchedRequired } from "./columns";
import { FieldChoice } from "./FieldChoice";
import styles from "./ImportPage.module.css";
import { letters } from "./letters";
import { MissingFields } from "./MissingFields";
import { type Existing, ExistingRecords, LinkedRecords } from "./RecordChoices";

export type Choices = Pick<Plan, "columns" | "filled" | "mode" | "key" | "create_linked">;

interface ColumnMatchingProps {
  form: FormView;
  file: FilePreview;
  sending: boolean;
  onChange: (columns: readonly (string | null)[]) => void;
  onBack: () => void;
  onCheck: (choices: Choices) => void;
}

export function ColumnMatching({ form, file, sending, onChange, onBack, onCheck }: ColumnMatchingProps) {
  const { t } = useTranslation("import");
  const [existing, setExisting] = useState<Existing>({ mode: "create", key: null });
  const [linked, setLinked] = useState<readonly string[]>([]);
  const [values, setValues] = useState<Values>({});
  const kinds = useKinds();
  const columns = file.columns.map((column) => column.field);
  const used = columns.filter(Boolean).length;
  const missing = existing.mode === "update" ? [] : unmatchedRequired(form, columns);
  const keys = file.keys.filter((key) => columns.includes(key));
  const key = existing.key !== null && keys.includes(existing.key) ? existing.key : (keys[0] ?? null);
  const mode = key === null ? "create" : existing.mode;
  const linkable = file.linkable.filter((field) => columns.includes(field));

  function choose(place: number, field: string | null): void {
    onChange(columns.map((old, at) => (at === place ? field : old === field ? null : old)));
  }

  return (
    <>
      <p className={styles.quiet}>
        {t("match.text", { name: file.file_name, columns: file.columns.length, used })}
      </p>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("match.column")}</th>
              <th scope="col" className={styles.sampleHead}>
                {t("match.samples")}
              </th>
              <th scope="col">{t("match.field")}</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map((column, place) => {
              const name = column.label || t("match.nameless", { name: letters(place) });
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear the same name, and none moves
                <tr key={place} data-left={column.field === null}>
                  <th scope="row">{name}</th>
                  <td className={styles.samples}>
                    {column.samples.join(" · ") || <span className={styles.quiet}>{t("match.empty")}</span>}
                  </td>
                  <td>
                    <FieldChoice
                      form={form}
                      name={name}
                      column={column}
                      keys={file.keys}
                      onChoose={(field) => choose(place, field)}
                    />
                    {column.warning ? (
                      <p className={styles.warning}>
                        <WarningFilled aria-hidden />
                        {t("match.warning", {
                          count: column.warning.count,
                          value: column.warning.value,
                          reason: column.warning.message,
                        })}
                      </p>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <MissingFields fields={missing} values={values} onChange={setValues} />
      <ExistingRecords
        form={form}
        keys={keys}
        every={file.keys}
        value={{ mode, key }}
        onChange={setExisting}
      />
      <LinkedRecords form={form} fields={linkable} value={linked} onChange={setLinked} />
      <div className={styles.foot}>
        <span className={styles.quiet}>{t("match.promise")}</span>
        <span className={styles.gap} />
        <Button onClick={onBack}>{t("look.again")}</Button>
        <Button
          type="primary"
          loading={sending}
          disabled={used === 0}
          onClick={() =>
            onCheck({
              columns,
              filled: missing.map((field) => ({
                field: field.key,
                text: kinds.kind(field.kind).toText(values[field.key] ?? null, field, kinds),
              })),
              mode,
              key: mode === "create" ? null : key,
              create_linked: linked.filter((field) => linkable.includes(field)),
            })
          }
        >
          {t("match.start")}
        </Button>
      </div>
    </>
  );
}
