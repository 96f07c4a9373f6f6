/** Text of several lines. */
import { Input } from "antd";
import { type KeyboardEvent, useState } from "react";
import { control } from "../control";
import { type CellEditProps, type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

interface Settings {
  rows?: number;
}

const MOST_ROWS = 16;

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, autoFocus, compact } = props;
  const rows = compact ? 1 : (field.rows ?? 3);
  return (
    <Input.TextArea
      {...control(props)}
      value={value ?? ""}
      autoFocus={autoFocus ?? false}
      autoSize={{ minRows: rows, maxRows: Math.max(rows, MOST_ROWS) }}
      onChange={(event) => onChange(event.target.value || null)}
      onBlur={onBlur}
    />
  );
}

/** Enter ends the edit as in a spreadsheet; with Alt it begins a new line. */
function CellEdit({ value, typed, onCommit, onCancel }: CellEditProps<string, Settings>) {
  const [text, setText] = useState(typed ?? value ?? "");
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && (event.altKey || event.ctrlKey)) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      setText(`${text.slice(0, selectionStart)}\n${text.slice(selectionEnd)}`);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      const [forth, back] = event.key === "Enter" ? (["down", "up"] as const) : (["right", "left"] as const);
      onCommit(text.trimEnd() || null, event.shiftKey ? back : forth);
    }
  };
  return (
    <Input.TextArea
      autoFocus
      autoSize={{ minRows: 3, maxRows: 8 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onKeyDown={onKeyDown}
      onBlur={() => onCommit(text.trimEnd() || null, null)}
      style={{ position: "absolute", zIndex: 5, top: 0, left: 0, minWidth: 280 }}
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
  CellEdit,
  toText: (value) => value ?? "",
  fromText: (text) => ({ value: text.trimEnd() || null }),
  toExpression: (value) => (value?.trim() ? value : null),
  width: 240,
  align: "left",
});
