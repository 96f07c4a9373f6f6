/** A number that the record is given when it is first saved. */
import { useTranslation } from "react-i18next";
import { noteId } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

function Edit({ id, value }: EditProps<string>) {
  const { t } = useTranslation("kind.autonumber");
  return (
    <output id={id} className={styles.still} aria-describedby={noteId(id)}>
      {value ? (
        <span className={styles.tabular}>{value}</span>
      ) : (
        <span className={styles.blank}>{t("later")}</span>
      )}
    </output>
  );
}

function Cell({ value }: CellProps<string>) {
  return <span className={`${styles.line} ${styles.tabular}`}>{value}</span>;
}

export default defineField<string>({
  kind: "autonumber",
  Edit,
  Read: Cell,
  Cell,
  toText: (value) => value ?? "",
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  width: 150,
  align: "left",
  begin: () => ({ pattern: "{YYYY}{MM}-{0000}", reset: "month" }),
  words: {
    "zh-CN": {
      "setting.pattern": "编号格式",
      "setting_help.pattern": "例如 HT-{YYYY}{MM}-{0000}：年、月和四位流水号。",
      later: "保存后自动编号",
    },
    en: {
      "setting.pattern": "Pattern",
      "setting_help.pattern": "Such as ORD-{YYYY}{MM}-{0000}: year, month and a counter of four figures.",
      later: "Numbered when saved",
    },
  },
});
