/** The number of an identity card, a passport or a permit. */
import { useTranslation } from "react-i18next";
import { Input } from "~/ui/controls";
import { i18n } from "~/words";
import { control } from "../control";
import { type CellProps, defineField, type EditProps, type FieldWith } from "../define";
import styles from "../field.module.css";
import { narrow } from "../numbers";

interface Settings {
  documents?: readonly string[];
}

const LONGEST = 30;
const DOCUMENTS = ["identity_card", "passport", "hk_macau_permit", "taiwan_permit"];

function documentsOf(field: FieldWith<Settings>): string {
  const known = (field.documents ?? ["identity_card"]).filter((document) => DOCUMENTS.includes(document));
  return known
    .map((document) => i18n.t(`kind.identity_document:${document}`))
    .join(i18n.t("kind.identity_document:or"));
}

function plain(text: string): string {
  return narrow(text)
    .replace(/[\s\-()]/g, "")
    .toUpperCase();
}

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, autoFocus, compact } = props;
  useTranslation("kind.identity_document");
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
      placeholder={compact ? "" : documentsOf(field)}
      onChange={(event) => onChange(plain(event.target.value) || null)}
      onBlur={onBlur}
    />
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  return <span className={`${styles.line} ${styles.tabular}`}>{value}</span>;
}

export default defineField<string, Settings>({
  kind: "identity_document",
  Edit,
  Read: Cell,
  Cell,
  toText: (value) => value ?? "",
  fromText: (text, field) => {
    const written = plain(text);
    if (/^[A-Z0-9]*$/.test(written) && written.length <= LONGEST) return { value: written || null };
    return {
      problem: i18n.t("kind.identity_document:refused", { text: text.trim(), documents: documentsOf(field) }),
    };
  },
  toExpression: (value) => (value?.trim() ? value : null),
  compare: (one, other) => one.localeCompare(other),
  width: 190,
  align: "left",
  words: {
    "zh-CN": {
      identity_card: "居民身份证",
      passport: "护照",
      hk_macau_permit: "港澳通行证",
      taiwan_permit: "台湾通行证",
      or: "、",
      refused: "“{{text}}”不是证件号码（{{documents}}）",
    },
    en: {
      identity_card: "Identity card",
      passport: "passport",
      hk_macau_permit: "Hong Kong or Macau permit",
      taiwan_permit: "Taiwan permit",
      or: ", ",
      refused: "“{{text}}” is no number of a document ({{documents}})",
    },
  },
});
