/** The panel on which a colour is chosen; it is loaded when a colour is first edited. */
import { ColorPicker } from "antd";
import styles from "./field.module.css";

/** Colours that are told apart well, also on a screen in the sun. */
const PRESETS = [
  "#1f6f5c",
  "#1677ff",
  "#722ed1",
  "#eb2f96",
  "#f5222d",
  "#fa8c16",
  "#fadb14",
  "#52c41a",
  "#13c2c2",
  "#8c8c8c",
  "#000000",
  "#ffffff",
];

interface ColourPickerProps {
  value: string | null;
  label: string;
  presets: string;
  disabled: boolean;
  onChange: (value: string) => void;
}

export default function ColourPicker({ value, label, presets, disabled, onChange }: ColourPickerProps) {
  return (
    <ColorPicker
      value={value ?? "#ffffff"}
      disabled={disabled}
      disabledAlpha
      format="hex"
      presets={[{ label: presets, colors: PRESETS }]}
      onChange={(colour) => onChange(colour.toHexString().slice(0, 7).toLowerCase())}
    >
      <button
        type="button"
        className={styles.patch}
        disabled={disabled}
        aria-label={label}
        title={label}
        style={{ background: value ?? "transparent" }}
      />
    </ColorPicker>
  );
}
