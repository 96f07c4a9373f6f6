/** A figure as people type it: separators, full-width digits, 万 and 亿 are understood; it is grouped when left. */
import type { InputRef } from "antd";
import { type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
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
  const isEntered = typed !== null;
  const isEnteredByPress = useRef(false);

  useEffect(() => {
    if (props.autoFocus) input.current?.focus();
  }, [props.autoFocus]);

  // Before the next key, which replaces what stands there; a moment later would be in the middle of the typing.
  useLayoutEffect(() => {
    if (isEntered) input.current?.select();
  }, [isEntered]);

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

  /** The press that enters the figure puts the caret somewhere, unless it drew a selection. */
  function pressed({ currentTarget: figure }: MouseEvent<HTMLInputElement>): void {
    if (isEnteredByPress.current && figure.selectionStart === figure.selectionEnd) figure.select();
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
      onMouseDown={() => {
        isEnteredByPress.current = !isEntered;
      }}
      onClick={pressed}
      onFocus={() => setTyped(isNumber(value) ? trimZeros(roundTo(value, decimals)) : (value ?? ""))}
      onChange={(event) => take(event.target.value)}
      onBlur={leave}
    />
  );
}

export function shownNumber(value: string | number, decimals: number, grouped: boolean): string {
  const rounded = roundTo(value, decimals);
  return grouped ? group(rounded) : rounded;
}
