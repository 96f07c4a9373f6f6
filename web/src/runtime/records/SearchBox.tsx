/** The quick filter: finds rows by any text in them, while typing, but never inside an input method's composition. */
import { SearchOutlined } from "@ant-design/icons";
import { Input, type InputRef } from "antd";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./SearchBox.module.css";

export interface SearchHandle {
  focus: () => void;
}

interface SearchBoxProps {
  ref: Ref<SearchHandle>;
  value: string;
  onChange: (value: string) => void;
}

const PAUSE = 250;

export function SearchBox({ ref, value, onChange }: SearchBoxProps) {
  const { t } = useTranslation("grid");
  const input = useRef<InputRef>(null);
  const composing = useRef(false);
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);

  // The address may change by going back or by clearing the filter.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }

  useEffect(() => {
    if (typed === value || composing.current) return;
    const timer = setTimeout(() => {
      setSent(typed.trim());
      onChange(typed.trim());
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus({ cursor: "all" }) }));

  return (
    <Input
      ref={input}
      className={styles.search ?? ""}
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      placeholder={t("search")}
      aria-label={t("search")}
      value={typed}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setTyped(event.currentTarget.value);
      }}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
