/** Language and theme, each with all its choices; what is chosen is kept with the person. */
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale, useThemeChoice } from "~/ui/appearance";
import { LOCALES } from "~/words";
import { changeLanguage, changeTheme, LANGUAGES, THEMES } from "./AppearanceSwitch";

export function AppearanceSettings() {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  const theme = useThemeChoice();
  return (
    <>
      <span>{t("language")}</span>
      <Segmented
        block
        value={locale}
        options={LOCALES.map((value) => ({ value, label: LANGUAGES[value] }))}
        onChange={(value) => void changeLanguage(value)}
        aria-label={t("language")}
      />
      <span>{t("theme.title")}</span>
      <Segmented
        block
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(value) => void changeTheme(value)}
        aria-label={t("theme.title")}
      />
    </>
  );
}
