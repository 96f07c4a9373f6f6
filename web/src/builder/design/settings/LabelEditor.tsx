/** A text in the languages of the application: the reader's own first. */
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import type { Label, Locale } from "~/words";
import { languagesOf } from "../../document/model";
import styles from "../Design.module.css";
import { useDraft } from "../DesignContext";

interface LabelEditorProps {
  id: string;
  name: string;
  value: Label;
  locale: Locale;
  onChange: (locale: Locale, text: string) => void;
  onDone: () => void;
  isLong?: boolean;
}

/** A text that is there in the reader's language alone is not kept from them. */
function languagesFor(spoken: readonly Locale[], value: Label, locale: Locale): readonly Locale[] {
  const isElsewhere = !spoken.some((one) => value[one]) && Boolean(value[locale]);
  const own = isElsewhere || spoken.includes(locale) ? [locale] : [];
  return [...own, ...spoken.filter((one) => one !== locale)];
}

export function LabelEditor({ id, name, value, locale, onChange, onDone, isLong = false }: LabelEditorProps) {
  const { t } = useTranslation("design");
  const { session } = useDraft();
  const languages = languagesFor(languagesOf(session.document), value, locale);
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
      <Input.TextArea key={language} autoSize={{ minRows: 1, maxRows: 6 }} {...props} />
    ) : (
      <Input key={language} {...props} />
    );
  };
  return (
    <div className={styles.languages}>{languages.map((language, place) => one(language, place === 0))}</div>
  );
}
