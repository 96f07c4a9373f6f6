/** The fields that a button asks for, one below the other. */
import { FieldBox } from "../form/FieldBox";
import type { PlacedIssue } from "../form/issues";
import type { Values } from "../form/values";
import type { Asked } from "./asked";
import styles from "./Pressing.module.css";

interface AskedFieldsProps {
  asked: readonly Asked[];
  values: Values;
  issues: readonly PlacedIssue[];
  onChange: (field: string, value: unknown) => void;
}

export function AskedFields({ asked, values, issues, onChange }: AskedFieldsProps) {
  return (
    <div className={styles.fields}>
      {asked.map(({ field, required }, place) => (
        <FieldBox
          key={field.key}
          id={`press-${field.key}`}
          field={field}
          value={values[field.key]}
          values={values}
          state={{ visible: true, required, readOnly: false }}
          issues={issues.filter((issue) => issue.field === field.key)}
          span={1}
          masked={false}
          autoFocus={place === 0}
          onChange={onChange}
        />
      ))}
    </div>
  );
}
