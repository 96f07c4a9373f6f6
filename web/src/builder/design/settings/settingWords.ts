/** How settings are called: a kind's own words, where it has any for them, or those that all kinds share. */
import { useTranslation } from "react-i18next";

export interface SettingWords {
  name: (setting: string) => string;
  help: (setting: string) => string;
  value: (setting: string, value: string) => string;
}

/** `kind` is a kind of field, or another one with its family: `block.text`. */
export function useSettingWords(kind: string): SettingWords {
  const { t, i18n } = useTranslation("settings");
  const own = (key: string): string | null => {
    const whole = `${kind.includes(".") ? kind : `kind.${kind}`}:${key}`;
    return i18n.exists(whole) ? i18n.t(whole) : null;
  };
  const shared = (key: string): string => (i18n.exists(`settings:${key}`) ? i18n.t(`settings:${key}`) : "");
  return {
    name: (setting) => own(`setting.${setting}`) ?? t(`name.${setting}`),
    help: (setting) => own(`setting_help.${setting}`) ?? shared(`help.${setting}`),
    value: (setting, value) =>
      own(`setting.${setting}.${value}`) ?? (shared(`value.${setting}.${value}`) || value),
  };
}
