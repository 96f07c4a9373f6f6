import { Input } from "~/ui/controls";
/** An address for electronic mail. */
import { i18n } from "~/words";
import { Address } from "../addresses";
import { control } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";

/** As much as a browser can tell; the server knows the rest. */
const LOOKS_LIKE = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/;

/** A masked address leads nowhere. */
function letterTo(value: string | null): string | undefined {
  return value && LOOKS_LIKE.test(value) && !value.includes("*") ? `mailto:${value}` : undefined;
}

function Edit(props: EditProps<string>) {
  const { value, onChange, onBlur, autoFocus } = props;
  return (
    <Input
      {...control(props)}
      type="text"
      inputMode="email"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={value ?? ""}
      autoFocus={autoFocus ?? false}
      placeholder={props.compact ? "" : "name@example.com"}
      onChange={(event) => onChange(event.target.value.trimStart() || null)}
      onBlur={onBlur}
    />
  );
}

function Read({ value }: CellProps<string>) {
  return <Address address={letterTo(value)}>{value}</Address>;
}

function Cell({ value }: CellProps<string>) {
  return (
    <Address address={letterTo(value)} inLine title={value ?? ""}>
      {value}
    </Address>
  );
}

export default defineField<string>({
  kind: "email",
  Edit,
  Read,
  Cell,
  toText: (value) => value ?? "",
  fromText: (text) => {
    const written = text.trim().replace(/^mailto:/i, "");
    if (written === "") return { value: null };
    if (!LOOKS_LIKE.test(written)) return { problem: i18n.t("kind.email:refused", { text: written }) };
    return { value: written.toLowerCase() };
  },
  toExpression: (value) => (value?.trim() ? value.trim().toLowerCase() : null),
  same: (one, other) => (one ?? "").toLowerCase() === (other ?? "").toLowerCase(),
  compare: (one, other) => one.localeCompare(other),
  width: 200,
  align: "left",
  words: {
    "zh-CN": { refused: "“{{text}}”不是邮箱地址，请写成 name@example.com 这样" },
    en: { refused: "“{{text}}” is not an e-mail address; write it like name@example.com" },
  },
});
