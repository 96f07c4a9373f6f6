/** The number of an account at a bank, or of a bank card, read in groups. */
import { i18n } from "~/words";
import { type CellProps, defineField, type EditProps, type FieldWith } from "../define";
import styles from "../field.module.css";
import { narrow } from "../numbers";
import { WrittenInput } from "../WrittenInput";

interface Settings {
  card?: boolean;
}

const ACCOUNT = /^(?=.*\d)[0-9A-Z]{6,34}$/;
const CARD = /^\d{12,19}$/;

function plain(text: string): string {
  return narrow(text)
    .replace(/[\s\-.]/g, "")
    .toUpperCase();
}

function isAccount(value: string, field: FieldWith<Settings>): boolean {
  return (field.card ? CARD : ACCOUNT).test(value);
}

/** In groups of four, as on a card; a mask stands as it is. */
function grouped(value: string): string {
  return /^[0-9A-Z]+$/.test(value) ? value.replace(/(.{4})(?=.)/g, "$1 ") : value;
}

function Edit(props: EditProps<string, Settings>) {
  return (
    <WrittenInput<string>
      edit={props}
      value={props.value}
      write={grouped}
      read={(text) => plain(text) || undefined}
      isValue={(value): value is string => typeof value === "string"}
      input={{ inputMode: props.field.card ? "numeric" : "text", spellCheck: false }}
    />
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  return <span className={`${styles.line} ${styles.tabular}`}>{value ? grouped(value) : null}</span>;
}

export default defineField<string, Settings>({
  kind: "bank_account",
  Edit,
  Read: Cell,
  Cell,
  toText: (value) => (value ? grouped(value) : ""),
  fromText: (text, field) => {
    const written = plain(text);
    if (written === "" || isAccount(written, field)) return { value: written || null };
    const reason = field.card ? "refused_card" : "refused";
    return { problem: i18n.t(`kind.bank_account:${reason}`, { text: text.trim() }) };
  },
  toExpression: (value) => (value?.trim() ? value : null),
  compare: (one, other) => one.localeCompare(other),
  width: 230,
  align: "left",
  words: {
    "zh-CN": {
      "setting.card": "仅银行卡",
      refused: "“{{text}}”不是银行账号，请填写 6 到 34 位数字或字母",
      refused_card: "“{{text}}”不是银行卡号，请填写 12 到 19 位数字",
    },
    en: {
      "setting.card": "Cards only",
      refused: "“{{text}}” is no number of a bank account; enter 6 to 34 figures or letters",
      refused_card: "“{{text}}” is no number of a bank card; enter 12 to 19 figures",
    },
  },
});
