/** A colour of the screen, as a patch and by its figures. */
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { i18n } from "~/words";
import { type CellProps, defineField, type EditProps, type FilterValueProps } from "../define";
import styles from "../field.module.css";
import { WrittenInput } from "../WrittenInput";

const ColourPicker = lazy(() => import("../ColourPicker"));
const WRITTEN = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;
const KEPT = /^#[0-9a-f]{6}$/;

/** The colour in the one way in which it is kept; undefined when it is none. */
function readColour(text: string): string | undefined {
  const figures = WRITTEN.exec(text.trim())?.[1]?.toLowerCase();
  if (!figures) return undefined;
  return `#${figures.length === 6 ? figures : figures.replace(/./g, "$&$&")}`;
}

function isColour(value: unknown): value is string {
  return typeof value === "string" && KEPT.test(value);
}

function Patch({ value }: { value: string }) {
  return <span className={styles.swatch} style={{ background: value }} aria-hidden />;
}

function Edit(props: EditProps<string>) {
  const { value, onChange, disabled = false } = props;
  const { t } = useTranslation("kind.colour");
  return (
    <span className={styles.beside}>
      <WrittenInput<string>
        edit={props}
        value={value}
        write={String}
        read={readColour}
        isValue={isColour}
        input={{ placeholder: props.compact ? "" : "#1f6f5c", spellCheck: false }}
      />
      <Suspense fallback={<Patch value={isColour(value) ? value : "transparent"} />}>
        <ColourPicker
          value={isColour(value) ? value : null}
          label={t("choose")}
          presets={t("usual")}
          disabled={disabled}
          onChange={onChange}
        />
      </Suspense>
    </span>
  );
}

function Cell({ value }: CellProps<string>) {
  if (!isColour(value)) return <span>{value}</span>;
  return (
    <span className={styles.chipLine}>
      <Patch value={value} />
      <span className={styles.tabular}>{value}</span>
    </span>
  );
}

function FilterValue({ value, onChange }: FilterValueProps) {
  const { t } = useTranslation("kind.colour");
  return (
    <WrittenInput<string>
      edit={{ id: "", issues: [], onChange }}
      value={typeof value === "string" ? value : null}
      write={String}
      read={readColour}
      isValue={isColour}
      input={{ "aria-label": t("figures"), placeholder: "#1f6f5c", spellCheck: false }}
    />
  );
}

export default defineField<string>({
  kind: "colour",
  Edit,
  Read: Cell,
  Cell,
  FilterValue,
  toText: (value) => value ?? "",
  fromText: (text) => {
    if (text.trim() === "") return { value: null };
    const value = readColour(text);
    return value ? { value } : { problem: i18n.t("kind.colour:refused", { text: text.trim() }) };
  },
  toExpression: (value) => value,
  compare: (one, other) => one.localeCompare(other),
  width: 120,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择颜色",
      usual: "常用颜色",
      figures: "颜色",
      refused: "“{{text}}”不是颜色，请写成 #1f6f5c 这样",
    },
    en: {
      choose: "Choose a colour",
      usual: "Usual colours",
      figures: "Colour",
      refused: "“{{text}}” is not a colour; write it like #1f6f5c",
    },
  },
});
