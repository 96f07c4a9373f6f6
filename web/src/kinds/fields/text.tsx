import { Input } from "~/ui/controls";
/** A line of text. */
import { control } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

interface Settings {
  max_length?: number;
}

/** The length is worth showing only when little of it is left. */
const NEARLY_FULL = 0.8;

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, autoFocus } = props;
  const text = value ?? "";
  const length = [...text].length;
  const most = field.max_length ?? 255;
  return (
    <Input
      {...control(props)}
      value={text}
      autoFocus={autoFocus ?? false}
      autoComplete="off"
      {...(length > most * NEARLY_FULL ? { count: { max: most, show: true } } : {})}
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
  kind: "text",
  Edit,
  Read: ({ value }) => <span className={styles.prose}>{value}</span>,
  Cell,
  toText: (value) => value ?? "",
  fromText: (text) => ({ value: text.replace(/\s*[\r\n]+\s*/g, " ").trim() || null }),
  toExpression: (value) => (value?.trim() ? value : null),
  width: 200,
  align: "left",
});
