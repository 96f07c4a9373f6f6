import { TextArea } from "~/ui/controls";
/** Text of several lines. */
import { control } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";
import { LinesCellEdit } from "../LinesCellEdit";

interface Settings {
  rows?: number;
}

const MOST_ROWS = 16;

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, autoFocus, compact } = props;
  const rows = compact ? 1 : (field.rows ?? 3);
  return (
    <TextArea
      {...control(props)}
      value={value ?? ""}
      autoFocus={autoFocus ?? false}
      autoSize={{ minRows: rows, maxRows: Math.max(rows, MOST_ROWS) }}
      onChange={(event) => onChange(event.target.value || null)}
      onBlur={onBlur}
    />
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  return (
    <span className={styles.line} title={value ?? ""}>
      {value}
    </span>
  );
}

export default defineField<string, Settings>({
  kind: "long_text",
  Edit,
  Read: ({ value }) => <span className={styles.prose}>{value}</span>,
  Cell,
  CellEdit: LinesCellEdit,
  toText: (value) => value ?? "",
  fromText: (text) => ({ value: text.trimEnd() || null }),
  toExpression: (value) => (value?.trim() ? value : null),
  width: 240,
  align: "left",
});
