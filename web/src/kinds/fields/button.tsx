/** Something to press on a record. */
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { i18n, textOf } from "~/words";
import { useKinds } from "../context";
import { type CellProps, defineField, type EditProps, type FieldWith } from "../define";
import styles from "../field.module.css";
import { useRecordAtHand } from "../recordAtHand";

interface Settings {
  colour?: string;
  symbol?: string;
}

const PressSign = lazy(() => import("../PressSign"));

function Words({ field }: { field: FieldWith<Settings> }) {
  const { locale } = useKinds();
  const { symbol = "none" } = field;
  return (
    <>
      {symbol === "none" ? null : (
        <Suspense fallback={<span className={styles.pressSign} />}>
          <PressSign symbol={symbol} />
        </Suspense>
      )}
      <span>{textOf(field.label, locale)}</span>
    </>
  );
}

/** There where it can be pressed, and nothing elsewhere. */
function Pressed({ field, value, isSmall }: CellProps<boolean, Settings> & { isSmall: boolean }) {
  const { press } = useKinds();
  const at = useRecordAtHand();
  if (value !== true || !at) return null;
  return (
    <button
      type="button"
      className={styles.press}
      data-colour={field.colour ?? "plain"}
      data-small={isSmall || undefined}
      tabIndex={at.isReached ? 0 : -1}
      onClick={(event) => {
        event.preventDefault();
        event.stopPropagation();
        press(at.form, at.record, field);
      }}
    >
      <Words field={field} />
    </button>
  );
}

function Cell(props: CellProps<boolean, Settings>) {
  return <Pressed {...props} isSmall />;
}

function Read(props: CellProps<boolean, Settings>) {
  return <Pressed {...props} isSmall={false} />;
}

/** While a record is filled in, what is typed is saved first. */
function Edit({ id, field }: EditProps<boolean, Settings>) {
  const { t } = useTranslation("kind.button");
  return (
    <button
      id={id}
      type="button"
      disabled
      className={styles.press}
      data-colour={field.colour ?? "plain"}
      title={t("save_first")}
    >
      <Words field={field} />
    </button>
  );
}

export default defineField<boolean, Settings>({
  kind: "button",
  Edit,
  Read,
  Cell,
  acts: true,
  inImport: false,
  toText: (value) => (value === true ? i18n.t("kind.button:there") : ""),
  fromText: () => ({ value: null }),
  toExpression: (value) => value ?? null,
  width: 120,
  cellWords: (field, locale) => [`${textOf(field.label, locale)}${field.symbol ? "    " : ""}`],
  align: "left",
  begin: () => ({ label: { "zh-CN": "完成", en: "Done" } }),
  words: {
    "zh-CN": {
      save_first: "保存后即可使用",
      there: "可用",
      "setting.visible_when": "何时出现",
      "setting_help.visible_when": "条件不成立的记录上没有这个按钮。",
      "setting.colour": "颜色",
      "setting.colour.accent": "主色",
      "setting.colour.green": "绿色",
      "setting.colour.orange": "橙色",
      "setting.colour.red": "红色",
      "setting.colour.plain": "普通",
      "setting.symbol": "图标",
      "setting.symbol.none": "无",
      "setting.symbol.check": "对勾",
      "setting.symbol.stop": "停止",
      "setting.symbol.play": "开始",
      "setting.symbol.undo": "撤回",
      "setting.symbol.send": "发送",
      "setting.symbol.person": "人员",
      "setting.symbol.telephone": "电话",
      "setting.symbol.star": "星标",
      "setting.symbol.add": "新增",
      "setting.symbol.go": "打开",
      "setting.confirm": "确认提示",
      "setting_help.confirm": "填写后，点击按钮时先询问。",
      "setting.asks": "先请用户填写",
      "setting_help.asks": "点击后在小窗口中填写这些字段。能点按钮的人都能填写，不需要字段的修改权限。",
      "setting.sets": "然后修改字段",
      "setting_help.sets":
        "选择取值或另一个字段，也可以改用公式；留空则清空该字段。能点按钮的人不需要字段的修改权限。",
      "setting.address": "打开网址",
      "setting_help.address": "用公式拼出网址，点击后在新窗口打开。",
      "setting.opens": "新建记录",
      "setting_help.opens": "点击后新建这张表单的记录。",
      "setting.linked_by": "新记录中指向本记录的关联",
    },
    en: {
      save_first: "There once the record is saved",
      there: "There",
      "setting.visible_when": "There when",
      "setting_help.visible_when": "Records for which this does not hold have no such button.",
      "setting.colour": "Colour",
      "setting.colour.accent": "Accent",
      "setting.colour.green": "Green",
      "setting.colour.orange": "Orange",
      "setting.colour.red": "Red",
      "setting.colour.plain": "Plain",
      "setting.symbol": "Sign",
      "setting.symbol.none": "None",
      "setting.symbol.check": "Tick",
      "setting.symbol.stop": "Stop",
      "setting.symbol.play": "Begin",
      "setting.symbol.undo": "Back",
      "setting.symbol.send": "Send",
      "setting.symbol.person": "Person",
      "setting.symbol.telephone": "Telephone",
      "setting.symbol.star": "Star",
      "setting.symbol.add": "Add",
      "setting.symbol.go": "Open",
      "setting.confirm": "Question before",
      "setting_help.confirm": "If there is one, it is asked before anything happens.",
      "setting.asks": "Ask first for",
      "setting_help.asks":
        "Filled in in a small window. Whoever may press the button may fill them in, without a right to change them.",
      "setting.sets": "Then set",
      "setting_help.sets":
        "A value, another field's or a formula; without one the field becomes blank. Whoever may press needs no right to change it.",
      "setting.address": "Open an address",
      "setting_help.address": "A formula that makes the address of a page, opened in a new window.",
      "setting.opens": "Begin a record",
      "setting_help.opens": "A new record of this form is begun.",
      "setting.linked_by": "Its link to this record",
    },
  },
});
