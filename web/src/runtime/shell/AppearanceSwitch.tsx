/** Buttons that change the language and the theme at once, in the page and with the person. */
import { DesktopOutlined, GlobalOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { chooseTheme, showLanguage, type ThemeChoice, useLocale, useThemeChoice } from "~/ui/appearance";
import { Tooltip } from "~/ui/Tooltip";
import type { Locale } from "~/words";
import { keepChoice } from "../session/signIn";

export const LANGUAGES: Record<Locale, string> = { "zh-CN": "简体中文", en: "English" };
export const THEMES: readonly ThemeChoice[] = ["light", "dark", "system"];

export async function changeLanguage(locale: Locale): Promise<void> {
  await showLanguage(locale);
  await keepChoice({ language: locale });
}

export async function changeTheme(theme: ThemeChoice): Promise<void> {
  chooseTheme(theme);
  await keepChoice({ theme });
}

export function LanguageSwitch() {
  const other: Locale = useLocale() === "en" ? "zh-CN" : "en";
  return (
    <Button
      type="text"
      icon={<GlobalOutlined aria-hidden />}
      lang={other}
      onClick={() => void changeLanguage(other)}
    >
      {LANGUAGES[other]}
    </Button>
  );
}

const themeIcons: Record<ThemeChoice, React.ReactNode> = {
  light: <SunOutlined aria-hidden />,
  dark: <MoonOutlined aria-hidden />,
  system: <DesktopOutlined aria-hidden />,
};

export function ThemeSwitch() {
  const { t } = useTranslation("shell");
  const choice = useThemeChoice();
  const next = THEMES[(THEMES.indexOf(choice) + 1) % THEMES.length] ?? "system";
  return (
    <Tooltip title={t(`theme.${choice}`)}>
      <Button
        type="text"
        icon={themeIcons[choice]}
        aria-label={`${t("theme.title")}: ${t(`theme.${choice}`)}`}
        onClick={() => void changeTheme(next)}
      />
    </Tooltip>
  );
}
