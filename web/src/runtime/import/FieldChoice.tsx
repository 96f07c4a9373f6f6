/** The field that a column fills, with how sure the match is. */
import { CheckCircleFilled, MinusCircleOutlined, QuestionCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { fieldOf } from "~/api/apps";
import type { FileColumn } from "~/api/imports";
import type { FieldView, FormView } from "~/api/types";
import { useClearing } from "~/kinds/control";
import { useLocale } from "~/ui/appearance";
import { matches as isSought } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { importable, isNeeded, mayNameOwners, OWNER } from "./columns";
import styles from "./ImportPage.module.css";

const MARKS = {
  exact: <CheckCircleFilled className={styles.sure ?? ""} aria-hidden />,
  likely: <QuestionCircleFilled className={styles.unsure ?? ""} aria-hidden />,
  none: <MinusCircleOutlined className={styles.left ?? ""} aria-hidden />,
};

interface FieldChoiceProps {
  form: FormView;
  name: string;
  column: FileColumn;
  /** Fields that may stand for a record though nobody writes them. */
  keys: readonly string[];
  onChoose: (field: string | null) => void;
}

export function FieldChoice({ form, name, column, keys, onChoose }: FieldChoiceProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const clearing = useClearing(true);
  const fields = importable(form);
  const known = new Set(fields.map(({ key }) => key));
  const others = keys.flatMap((key) => fieldOf(form, key) ?? []).filter(({ key }) => !known.has(key));
  const option = (field: FieldView) => ({
    value: field.key,
    label: `${textOf(field.label, locale)}${isNeeded(form, field) ? " *" : ""}`,
  });
  const owner = mayNameOwners(form) ? [{ value: OWNER, label: t("match.owner") }] : [];
  return (
    <>
      <span className={styles.choice}>
        {MARKS[column.field === null ? "none" : column.confidence]}
        <Select<string>
          className={styles.select ?? ""}
          aria-label={t("match.field_of", { column: name })}
          value={column.field}
          allowClear={clearing}
          placeholder={t("match.leave")}
          showSearch={{ filterOption: (typed, found) => isSought(String(found?.label ?? ""), typed) }}
          options={[...[...fields, ...others].map(option), ...owner]}
          onChange={(key: string | undefined) => onChoose(key ?? null)}
        />
      </span>
      {column.confidence === "likely" ? <span className={styles.guess}>{t("match.guess")}</span> : null}
      {column.field === OWNER ? <p className={styles.aside}>{t("match.owner_hint")}</p> : null}
    </>
  );
}
