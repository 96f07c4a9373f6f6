/** A line of a dialog: what it asks for, and a text. */
import { Input } from "antd";

interface TextLineProps {
  id: string;
  label: string;
  value: string;
  autoFocus?: boolean;
  onChange: (text: string) => void;
}

export function TextLine({ id, label, value, autoFocus = false, onChange }: TextLineProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        autoFocus={autoFocus}
        maxLength={200}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
