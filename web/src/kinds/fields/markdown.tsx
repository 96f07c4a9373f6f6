/** A text in Markdown: written with marks, read laid out. */
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Segmented, TextArea } from "~/ui/controls";
import { control } from "../control";
import { type CellProps, defineField, type EditProps, type FilterValueProps } from "../define";
import styles from "../field.module.css";
import { LinesCellEdit } from "../LinesCellEdit";

interface Settings {
  rows?: number;
}

const MarkdownDocument = lazy(() => import("../MarkdownDocument"));
const MOST_ROWS = 24;
/** What fits on one line of a grid. */
const SHOWN = 300;

/** The words without the marks that lay them out. */
function plain(value: string): string {
  return value
    .slice(0, SHOWN * 2)
    .replace(/^\s*(#{1,6}|[-*+]|>|\d+\.)\s+/gm, "")
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/```\w*|[*_`~]{1,3}/g, "")
    .replace(/\s*\n\s*/g, " ")
    .trim()
    .slice(0, SHOWN);
}

function Document({ text }: { text: string }) {
  return (
    <Suspense fallback={<span className={styles.prose}>{text}</span>}>
      <MarkdownDocument text={text} />
    </Suspense>
  );
}

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, autoFocus, compact } = props;
  const { t } = useTranslation("kind.markdown");
  const [isRead, setRead] = useState(false);
  const rows = compact ? 1 : (field.rows ?? 8);
  return (
    <div className={styles.stack}>
      {compact ? null : (
        <Segmented
          size="small"
          style={{ alignSelf: "flex-start" }}
          value={isRead ? "read" : "write"}
          options={[
            { value: "write", label: t("write") },
            { value: "read", label: t("read") },
          ]}
          onChange={(next) => setRead(next === "read")}
        />
      )}
      {isRead ? (
        <div className={styles.framed}>
          {value ? <Document text={value} /> : <span className={styles.blank}>{t("nothing")}</span>}
        </div>
      ) : (
        <TextArea
          {...control(props)}
          className={styles.mono ?? ""}
          value={value ?? ""}
          autoFocus={autoFocus ?? false}
          placeholder={compact ? "" : t("hint")}
          autoSize={{ minRows: rows, maxRows: Math.max(rows, MOST_ROWS) }}
          onChange={(event) => onChange(event.target.value || null)}
          onBlur={onBlur}
        />
      )}
    </div>
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  const text = value ? plain(value) : "";
  return (
    <span className={styles.line} title={text}>
      {text}
    </span>
  );
}

function FilterValue({ value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.markdown");
  return (
    <input
      className={styles.plainInput}
      aria-label={t("words")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}

export default defineField<string, Settings>({
  kind: "markdown",
  Edit,
  Read: ({ value }) => (value ? <Document text={value} /> : null),
  Cell,
  CellEdit: LinesCellEdit,
  FilterValue,
  toText: (value) => value ?? "",
  operandText: (value) => String(value),
  fromText: (text) => ({ value: text.trimEnd() || null }),
  toExpression: (value) => (value?.trim() ? value : null),
  width: 240,
  align: "left",
  wide: true,
  words: {
    "zh-CN": {
      write: "编写",
      read: "预览",
      nothing: "还没有内容",
      hint: "# 标题，- 列表，**粗体**，[链接](https://…)",
      words: "文字",
    },
    en: {
      write: "Write",
      read: "Preview",
      nothing: "Nothing written yet",
      hint: "# heading, - list, **bold**, [link](https://…)",
      words: "Words",
    },
  },
});
