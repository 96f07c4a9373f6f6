/** An address in the web: opened apart from this page, which it learns nothing of. */
import { useTranslation } from "react-i18next";
import { Input } from "~/ui/controls";
import { i18n } from "~/words";
import { Address, safeAddress } from "../addresses";
import { control } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;

/** Without what every address begins with. */
function brief(value: string): string {
  return value.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
}

function Edit(props: EditProps<string>) {
  const { value, onChange, onBlur, autoFocus, compact } = props;
  const { t } = useTranslation("kind.url");
  const open = value ? safeAddress(value) : undefined;
  return (
    <span className={styles.beside}>
      <Input
        {...control(props)}
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value ?? ""}
        autoFocus={autoFocus ?? false}
        placeholder={compact ? "" : "https://"}
        onChange={(event) => onChange(event.target.value.trim() || null)}
        onBlur={onBlur}
      />
      {open && !compact ? <Address address={open}>{t("open")}</Address> : null}
    </span>
  );
}

function Read({ value }: CellProps<string>) {
  return <Address address={value ?? undefined}>{value}</Address>;
}

function Cell({ value }: CellProps<string>) {
  return (
    <Address address={value ?? undefined} inLine title={value ?? ""}>
      {value ? brief(value) : null}
    </Address>
  );
}

export default defineField<string>({
  kind: "url",
  Edit,
  Read,
  Cell,
  toText: (value) => value ?? "",
  fromText: (text) => {
    const written = text.trim();
    if (written === "") return { value: null };
    const address = SCHEME.test(written) ? written : `https://${written}`;
    if (!/^https?:\/\/[^\s/]+\S*$/i.test(address)) {
      return { problem: i18n.t("kind.url:refused", { text: written }) };
    }
    return { value: address };
  },
  toExpression: (value) => (value?.trim() ? value : null),
  compare: (one, other) => one.localeCompare(other),
  width: 200,
  align: "left",
  words: {
    "zh-CN": { open: "打开", refused: "“{{text}}”不是网址，请以 http:// 或 https:// 开头" },
    en: { open: "Open", refused: "“{{text}}” is not a web address; begin it with http:// or https://" },
  },
});
