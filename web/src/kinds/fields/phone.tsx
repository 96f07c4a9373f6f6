/** A telephone number. */
import { useTranslation } from "react-i18next";
import { i18n } from "~/words";
import { Address } from "../addresses";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";
import { narrow } from "../numbers";
import { dialled, readablePhone } from "../phoneNumbers";
import { WrittenInput } from "../WrittenInput";

interface Settings {
  accepts?: string;
}

function Edit(props: EditProps<string, Settings>) {
  const { t } = useTranslation("kind.phone");
  const asked =
    props.field.accepts === "mobile" || props.field.accepts === "landline" ? props.field.accepts : "any";
  return (
    <WrittenInput<string>
      edit={props}
      value={props.value}
      write={readablePhone}
      read={(text) => text}
      isValue={(value): value is string => typeof value === "string"}
      input={{ inputMode: "tel", placeholder: props.compact ? "" : t(asked) }}
    />
  );
}

function Read({ value }: CellProps<string, Settings>) {
  return (
    <span className={styles.tabular}>
      <Address address={dialled(value)}>{value ? readablePhone(value) : null}</Address>
    </span>
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  return (
    <span className={styles.tabular}>
      <Address address={dialled(value)} inLine>
        {value ? readablePhone(value) : null}
      </Address>
    </span>
  );
}

export default defineField<string, Settings>({
  kind: "phone",
  Edit,
  Read,
  Cell,
  toText: (value) => (value ? readablePhone(value) : ""),
  operandText: (value) =>
    (Array.isArray(value) ? value : [value]).map((one) => readablePhone(String(one))).join(", "),
  fromText: (text) => {
    const written = narrow(text).trim();
    if (written === "") return { value: null };
    if ((written.match(/\d/g) ?? []).length < 5) {
      return { problem: i18n.t("kind.phone:refused", { text: written }) };
    }
    return { value: written };
  },
  toExpression: (value) => (value?.trim() ? value : null),
  same: (one, other) =>
    readablePhone(one ?? "").replace(/\D/g, "") === readablePhone(other ?? "").replace(/\D/g, ""),
  compare: (one, other) => one.localeCompare(other),
  width: 150,
  align: "left",
  words: {
    "zh-CN": {
      any: "手机，或带区号的座机",
      mobile: "手机号码",
      landline: "带区号的座机号码",
      refused: "“{{text}}”不是电话号码",
    },
    en: {
      any: "Mobile, or landline with its area",
      mobile: "Mobile number",
      landline: "Landline with its area",
      refused: "“{{text}}” is not a telephone number",
    },
  },
});
