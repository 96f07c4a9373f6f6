/** A value that people type in many ways and see in one: read as they type, written properly when they leave. */
import type { InputProps } from "antd";
import { useState } from "react";
import { Input } from "~/ui/controls";
import { control } from "./control";
import type { EditProps } from "./define";
import styles from "./field.module.css";

interface WrittenInputProps<Value> {
  edit: Pick<EditProps<Value | string>, "id" | "disabled" | "issues" | "autoFocus" | "onBlur" | "onChange">;
  value: Value | string | null;
  /** The value as it is read and typed. */
  write: (value: Value) => string;
  /** A typed text as a value, or undefined when it is none; it is then handed over as it stands. */
  read: (text: string) => Value | undefined;
  isValue: (value: Value | string) => value is Value;
  input?: InputProps;
}

export function WrittenInput<Value>(props: WrittenInputProps<Value>) {
  const { edit, value, write, read, isValue } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const written = value === null ? "" : isValue(value) ? write(value) : String(value);

  function take(text: string): void {
    setTyped(text);
    edit.onChange(text.trim() === "" ? null : (read(text) ?? text));
  }

  return (
    <Input
      {...control(edit)}
      className={styles.tabular ?? ""}
      autoComplete="off"
      autoFocus={edit.autoFocus ?? false}
      {...props.input}
      value={typed ?? written}
      onFocus={() => setTyped(written)}
      onChange={(event) => take(event.target.value)}
      onBlur={() => {
        setTyped(null);
        edit.onBlur?.();
      }}
    />
  );
}
