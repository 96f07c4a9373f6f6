/** A figure as people type it: separators, full-width digits, 万 and 亿 are understood; it is grouped when left. */
import type { InputRef } from "antd";
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Input } from "~/ui/controls";
import styles from "./field.module.css";
import { group, isNumber, readNumber, roundTo, trimZeros } from "./numbers";

interface NumberInputProps {
  id?: string;
  value: string | number | null;
  /** A text that is no number is handed over as it stands, for the form to point at. */
  onChange: (value: string | null) => void;
  onBlur?: (() => void) | undefined;
  decimals: number;
  grouped?: boolean;
  prefix?: ReactNode;
  suffix?: ReactNode;
  label?: string | undefined;
  disabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
}

export function NumberInput(props: NumberInputProps) {
  const { value, onChange, onBlur, decimals, grouped = false } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<InputRef>(null);

  useEffect(() => {
    if (props.autoFocus) input.current?.focus();
  }, [props.autoFocus]);

  const shown = typed ?? (isNumber(value) ? shownNumber(value, decimals, grouped) : (value ?? ""));

  function take(text: string): void {
    setTyped(text);
    const read = readNumber(text);
    onChange(read === undefined ? text : read);
  }

  function leave(): void {
    if (typed !== null) {
      const read = readNumber(typed);
      if (typeof read === "string") onChange(roundTo(read, decimals));
    }
    setTyped(null);
    onBlur?.();
  }

  return (
    <Input
      ref={input}
      id={props.id}
      className={styles.tabular ?? ""}
      autoFocus={props.autoFocus ?? false}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      prefix={props.prefix}
      suffix={props.suffix}
      disabled={props.disabled ?? false}
      {...(props.invalid ? { status: "error" as const } : {})}
      aria-label={props.label}
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      onFocus={(event: FocusEvent<HTMLInputElement>) => {
        setTyped(isNumber(value) ? trimZeros(roundTo(value, decimals)) : (value ?? ""));
        const element = event.currentTarget;
        requestAnimationFrame(() => element.select());
      }}
      onChange={(event) => take(event.target.value)}
      onBlur={leave}
    />
  );
}

export function shownNumber(value: string | number, decimals: number, grouped: boolean): string {
  const rounded = roundTo(value, decimals);
  return grouped ? group(rounded) : rounded;
}
