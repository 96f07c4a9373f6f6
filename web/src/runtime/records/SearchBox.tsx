/** The quick filter: finds rows by any text in them, while typing, but never inside an input method's composition. */
import { CloseCircleFilled, SearchOutlined } from "@ant-design/icons";
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
  const input = useRef<HTMLInputElement>(null);
  const [composing, setComposing] = useState(false);
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);

  // The address may change by going back or by clearing the filter.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }

  useEffect(() => {
    // The last text of a composition may come before its end is told: the end itself begins the search.
    if (typed === value || composing) return;
    const timer = setTimeout(() => {
      setSent(typed.trim());
      onChange(typed.trim());
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value, composing, onChange]);

  useImperativeHandle(ref, () => ({ focus: () => input.current?.select() }));

  return (
    <div className={styles.search}>
      <SearchOutlined aria-hidden className={styles.sign ?? ""} />
      <input
        ref={input}
        type="text"
        className={styles.input}
        placeholder={t("search")}
        aria-label={t("search")}
        value={typed}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          setComposing(false);
          setTyped(event.currentTarget.value);
        }}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed ? (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("search_clear")}
          onClick={() => {
            setTyped("");
            input.current?.focus();
          }}
        >
          <CloseCircleFilled aria-hidden />
        </button>
      ) : null}
    </div>
  );
}
