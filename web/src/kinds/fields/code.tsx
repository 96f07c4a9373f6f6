/** A text for machines: every blank counts, and JSON can be laid out. */
import { CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { TextArea } from "~/ui/controls";
import { copyText } from "~/ui/copying";
import { useFeedback } from "~/ui/Feedback";
import { control } from "../control";
import {
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { LinesCellEdit } from "../LinesCellEdit";

interface Settings {
  language?: string;
  rows?: number;
}

const MOST_ROWS = 24;
const INDENT = 2;
/** Figures longer than this would lose digits when the text is laid out anew. */
const LONG_FIGURE = /\d{16}|\d\.\d*[eE]|\d[eE]/;

/** The JSON with one value to a line; null where it is none, or would come out different. */
function laidOut(text: string, field: FieldWith<Settings>): string | null {
  if (field.language !== "json" || LONG_FIGURE.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, INDENT);
  } catch {
    return null;
  }
}

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, autoFocus, compact } = props;
  const { t } = useTranslation("kind.code");
  const rows = compact ? 1 : (field.rows ?? 8);
  const better = compact || props.disabled || !value ? null : laidOut(value, field);
  return (
    <div className={styles.stack}>
      <TextArea
        {...control(props)}
        className={styles.mono ?? ""}
        value={value ?? ""}
        autoFocus={autoFocus ?? false}
        spellCheck={false}
        autoCapitalize="off"
        autoSize={{ minRows: rows, maxRows: Math.max(rows, MOST_ROWS) }}
        onChange={(event) => onChange(event.target.value || null)}
        onBlur={onBlur}
      />
      {better !== null && better !== value ? (
        <Button size="small" style={{ alignSelf: "flex-start" }} onClick={() => onChange(better)}>
          {t("lay_out")}
        </Button>
      ) : null}
    </div>
  );
}

function Read({ value }: CellProps<string, Settings>) {
  const { t } = useTranslation("kind.code");
  const { message } = useFeedback();
  if (!value) return null;
  const copy = async () => {
    if (await copyText(value)) void message.success(t("copied"));
  };
  return (
    <div className={styles.codeBox}>
      <pre className={styles.codeText}>{value}</pre>
      <Button
        type="text"
        size="small"
        className={styles.codeCopy ?? ""}
        icon={<CopyOutlined aria-hidden />}
        aria-label={t("copy")}
        title={t("copy")}
        onClick={() => void copy()}
      />
    </div>
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  return (
    <span className={`${styles.line} ${styles.mono}`} title={value ?? ""}>
      {value?.slice(0, 300).replace(/\s+/g, " ")}
    </span>
  );
}

function FilterValue({ value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.code");
  return (
    <input
      className={styles.plainInput}
      aria-label={t("part")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}

export default defineField<string, Settings>({
  kind: "code",
  Edit,
  Read,
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
    "zh-CN": { "setting.language": "语言", lay_out: "排版", copy: "复制", copied: "已复制", part: "文字" },
    en: { "setting.language": "Language", lay_out: "Lay out", copy: "Copy", copied: "Copied", part: "Words" },
  },
});
