/** One of the pictures that everybody knows, chosen by sight and told by its name. */
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/controls";
import { Icon } from "~/ui/icons";
import { i18n, type Locale } from "~/words";
import { useKinds } from "../context";
import { control, useClearing } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { OfferCellEdit, OfferFilter } from "../OfferSelect";
import { isSought, type Offer } from "../options";

interface Settings {
  /** Those that can be chosen; all of them where none is named. */
  offered?: readonly string[];
}

const NAMES = {
  star: ["星星", "Star"],
  heart: ["爱心", "Heart"],
  like: ["点赞", "Thumb up"],
  dislike: ["点踩", "Thumb down"],
  smile: ["笑脸", "Smile"],
  meh: ["平静", "Neutral face"],
  frown: ["难过", "Frown"],
  fire: ["火焰", "Fire"],
  thunderbolt: ["闪电", "Lightning"],
  rocket: ["火箭", "Rocket"],
  trophy: ["奖杯", "Trophy"],
  crown: ["皇冠", "Crown"],
  gift: ["礼物", "Gift"],
  flag: ["旗帜", "Flag"],
  bell: ["铃铛", "Bell"],
  warning: ["警告", "Warning"],
  stop: ["禁止", "No entry"],
  check_circle: ["对勾", "Tick"],
  close_circle: ["叉号", "Cross"],
  question_circle: ["问号", "Question mark"],
  clock_circle: ["时钟", "Clock"],
  hourglass: ["沙漏", "Hourglass"],
  lock: ["锁定", "Lock"],
  unlock: ["解锁", "Open lock"],
  eye: ["眼睛", "Eye"],
  bulb: ["灯泡", "Light bulb"],
  bug: ["虫子", "Bug"],
  tool: ["工具", "Tool"],
  phone: ["电话", "Telephone"],
  mail: ["信封", "Envelope"],
  team: ["团队", "Team"],
  home: ["房子", "House"],
  shop: ["店铺", "Shop"],
  bank: ["银行", "Bank"],
  car: ["汽车", "Car"],
  environment: ["位置", "Map pin"],
} as const satisfies Record<string, readonly [string, string]>;

type IconName = keyof typeof NAMES;
type IconField = FieldWith<Settings>;

const KEYS = Object.keys(NAMES) as IconName[];

function isIcon(value: unknown): value is IconName {
  return typeof value === "string" && value in NAMES;
}

function nameOf(icon: IconName, locale: Locale): string {
  return NAMES[icon][locale === "zh-CN" ? 0 : 1];
}

/** "check_circle" is the file CheckCircleOutlined. */
function fileOf(icon: IconName): string {
  const parts = icon.split("_").map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return `${parts.join("")}Outlined`;
}

/** What can be chosen; what is there already may stay. */
function offered({ offered: some }: IconField, used: readonly unknown[]): readonly IconName[] {
  return some?.length ? KEYS.filter((key) => some.includes(key) || used.includes(key)) : KEYS;
}

function offersOf(field: IconField, locale: Locale, used: readonly unknown[]): Offer[] {
  return offered(field, used).map((icon) => {
    const text = nameOf(icon, locale);
    return {
      value: icon,
      text,
      label: (
        <span className={styles.chipLine}>
          <Icon name={fileOf(icon)} />
          {text}
        </span>
      ),
    };
  });
}

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, compact, autoFocus } = props;
  const { locale } = useKinds();
  const { t } = useTranslation("kind.icon");
  const clearing = useClearing(!field.required);
  return (
    <Select<string>
      {...control(props)}
      className={styles.full ?? ""}
      value={value}
      autoFocus={autoFocus ?? false}
      placeholder={compact ? "" : t("choose")}
      allowClear={clearing}
      showSearch={{ filterOption: isSought }}
      options={offersOf(field, locale, [value])}
      notFoundContent={t("nothing")}
      popupMatchSelectWidth={compact ? 180 : true}
      onChange={(key: string | undefined) => onChange(key ?? null)}
      onBlur={() => onBlur?.()}
    />
  );
}

function CellEdit({ field, value, typed, onCommit, onCancel }: CellEditProps<string, Settings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.icon");
  return (
    <OfferCellEdit
      value={value}
      typed={typed}
      offers={offersOf(field, locale, [value])}
      nothing={t("nothing")}
      clearable={!field.required}
      width={180}
      onCommit={onCommit}
      onCancel={onCancel}
    />
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  const { locale } = useKinds();
  if (!isIcon(value)) return null;
  const text = nameOf(value, locale);
  return (
    <span className={styles.glyph} role="img" aria-label={text} title={text}>
      <Icon name={fileOf(value)} />
    </span>
  );
}

function Read({ value }: CellProps<string, Settings>) {
  const { locale } = useKinds();
  if (!isIcon(value)) return null;
  return (
    <span className={styles.chipLine}>
      <Icon name={fileOf(value)} className={styles.glyph ?? ""} />
      {nameOf(value, locale)}
    </span>
  );
}

function FilterValue({ field, operand, value, onChange }: FilterValueProps<Settings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.icon");
  return (
    <OfferFilter
      label={t("choose")}
      value={value}
      offers={(chosen) => offersOf(field, locale, chosen)}
      several={operand.name === "list"}
      onChange={onChange}
    />
  );
}

/** The icon of a name in either language, or of its key. */
function readIcon(text: string): IconName | undefined {
  const word = text.trim().toLowerCase();
  return KEYS.find((key) => key === word || NAMES[key].some((name) => name.toLowerCase() === word));
}

export default defineField<string, Settings>({
  kind: "icon",
  Edit,
  Read,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, _field, { locale }) => (isIcon(value) ? nameOf(value, locale) : (value ?? "")),
  fromText: (text) => {
    if (!text.trim()) return { value: null };
    const value = readIcon(text);
    return value ? { value } : { problem: i18n.t("kind.icon:refused", { text: text.trim() }) };
  },
  operandText: (value, _operand, _field, { locale }) =>
    (Array.isArray(value) ? value : [value])
      .map((one) => (isIcon(one) ? nameOf(one, locale) : String(one)))
      .join(locale === "zh-CN" ? "、" : ", "),
  toExpression: (value) => value,
  width: 90,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择图标",
      nothing: "没有匹配的图标",
      refused: "没有叫“{{text}}”的图标",
      "setting.offered": "可选的图标",
      "setting_help.offered": "不选则全部可选。",
      ...settingValues(0),
    },
    en: {
      choose: "Choose an icon",
      nothing: "No icon matches",
      refused: "There is no icon called “{{text}}”",
      "setting.offered": "Icons offered",
      "setting_help.offered": "All of them where none is chosen.",
      ...settingValues(1),
    },
  },
});

/** How the icons are called where a builder chooses which are offered. */
function settingValues(language: 0 | 1): Record<string, string> {
  return Object.fromEntries(KEYS.map((key) => [`setting.offered.${key}`, NAMES[key][language]]));
}
