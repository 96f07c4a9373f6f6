/** The unified social credit code of a company or another body. */
import { useTranslation } from "react-i18next";
import { Input } from "~/ui/controls";
import { i18n } from "~/words";
import { control } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";
import { narrow } from "../numbers";

const LONGEST = 40;
const CODE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

function plain(text: string): string {
  return narrow(text).replace(/[\s-]/g, "").toUpperCase();
}

function Edit(props: EditProps<string>) {
  const { value, onChange, onBlur, autoFocus, compact } = props;
  const { t } = useTranslation("kind.credit_code");
  return (
    <Input
      {...control(props)}
      className={styles.tabular ?? ""}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={LONGEST}
      value={value ?? ""}
      autoFocus={autoFocus ?? false}
      placeholder={compact ? "" : t("hint")}
      onChange={(event) => onChange(plain(event.target.value) || null)}
      onBlur={onBlur}
    />
  );
}

function Cell({ value }: CellProps<string>) {
  return <span className={`${styles.line} ${styles.tabular}`}>{value}</span>;
}

export default defineField<string>({
  kind: "credit_code",
  Edit,
  Read: Cell,
  Cell,
  toText: (value) => value ?? "",
  fromText: (text) => {
    const written = plain(text);
    if (written === "" || CODE.test(written)) return { value: written || null };
    return { problem: i18n.t("kind.credit_code:refused", { text: text.trim() }) };
  },
  toExpression: (value) => (value?.trim() ? value : null),
  compare: (one, other) => one.localeCompare(other),
  width: 190,
  align: "left",
  words: {
    "zh-CN": {
      hint: "营业执照上的 18 位代码",
      refused: "“{{text}}”不是统一社会信用代码，请填写 18 位数字和大写字母",
    },
    en: {
      hint: "18 figures and letters",
      refused: "“{{text}}” is no unified social credit code; it has 18 figures and letters",
    },
  },
});
