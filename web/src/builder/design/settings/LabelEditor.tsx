/** A text in both languages: the reader's own first. */
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import type { Label, Locale } from "~/words";
import styles from "../Design.module.css";

interface LabelEditorProps {
  id: string;
  name: string;
  value: Label;
  locale: Locale;
  onChange: (locale: Locale, text: string) => void;
  onDone: () => void;
  isLong?: boolean;
}

const OTHER: Record<Locale, Locale> = { "zh-CN": "en", en: "zh-CN" };

export function LabelEditor({ id, name, value, locale, onChange, onDone, isLong = false }: LabelEditorProps) {
  const { t } = useTranslation("design");
  const one = (language: Locale, isFirst: boolean) => {
    const props = {
      id: isFirst ? id : `${id}-other`,
      value: value[language] ?? "",
      maxLength: 500,
      "aria-label": isFirst ? name : t("in_language", { name, language: t(`language.${language}`) }),
      ...(isFirst ? {} : { placeholder: t("translation", { language: t(`language.${language}`) }) }),
      onChange: (event: { target: { value: string } }) => onChange(language, event.target.value),
      onBlur: onDone,
    };
    return isLong ? (
      <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} {...props} />
    ) : (
      <Input {...props} />
    );
  };
  return (
    <div className={styles.languages}>
      {one(locale, true)}
      {one(OTHER[locale], false)}
    </div>
  );
}
