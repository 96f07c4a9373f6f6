/** Another field's value as a code for scanners, with the value beneath for those who have none. */
import { QrcodeOutlined } from "@ant-design/icons";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ComputedFilterValue, type ComputedSettings, compareComputed, plainText } from "../computed";
import { noteId } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

interface Settings extends ComputedSettings {
  shape?: "qr" | "code128";
}

const CodeDrawing = lazy(() => import("../CodeDrawing"));

function Read({ field, value }: CellProps<string, Settings>) {
  const { t } = useTranslation("kind.barcode");
  if (!value) return null;
  const shape = field.shape ?? "qr";
  return (
    <span className={styles.codeUnder}>
      <Suspense fallback={null}>
        <CodeDrawing
          text={value}
          shape={shape}
          label={t(shape, { text: value })}
          refusal={t(`refused_${shape}`)}
        />
      </Suspense>
      <span className={styles.tabular}>{value}</span>
    </span>
  );
}

function Edit({ id, field, value, compact }: EditProps<string, Settings>) {
  const { t } = useTranslation("kinds");
  return (
    <output id={id} className={styles.still} aria-describedby={noteId(id)} title={t("computed")}>
      {!value ? <span className={styles.blank}>{t("blank")}</span> : null}
      {value && compact ? value : null}
      {value && !compact ? <Read field={field} value={value} /> : null}
    </output>
  );
}

function Cell({ value }: CellProps<string, Settings>) {
  return value ? (
    <span className={styles.named} title={value}>
      <QrcodeOutlined aria-hidden />
      <span>{value}</span>
    </span>
  ) : null;
}

export default defineField<string, Settings>({
  kind: "barcode",
  Edit,
  Read,
  Cell,
  FilterValue: ComputedFilterValue,
  toText: plainText,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  compare: compareComputed,
  width: 160,
  align: "left",
  begin: (home) => ({ source: home.title_field ?? home.fields[0]?.key ?? "" }),
  words: {
    "zh-CN": {
      "setting.source": "内容来自",
      "setting_help.source": "显示哪个字段的内容。",
      "setting.shape": "样式",
      "setting.shape.qr": "二维码",
      "setting.shape.code128": "条形码",
      qr: "二维码：{{text}}",
      code128: "条码：{{text}}",
      refused_qr: "内容太长，无法生成二维码",
      refused_code128: "条码只能包含不超过 48 个英文字母、数字和符号",
    },
    en: {
      "setting.source": "Shows",
      "setting_help.source": "The field whose value is drawn.",
      "setting.shape": "Drawn as",
      "setting.shape.qr": "QR code",
      "setting.shape.code128": "Bar code",
      qr: "QR code: {{text}}",
      code128: "Bar code: {{text}}",
      refused_qr: "Too long for a QR code",
      refused_code128: "A bar code holds at most 48 Latin letters, figures and signs",
    },
  },
});
