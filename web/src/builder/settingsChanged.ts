/** Settings that changed, by the names under which a builder knows them. */
import { useTranslation } from "react-i18next";
import type { ChangedSettings } from "~/api/publishing";
import "./words";

/** A sentence, or null where nothing is left to say. */
export function useSettingsChanged(): (settings: ChangedSettings | null) => string | null {
  const { t, i18n } = useTranslation("uses");
  const first = (keys: readonly string[]): string | null => {
    const found = keys.find((key) => i18n.exists(key));
    return found ? i18n.t(found) : null;
  };
  return (settings) => {
    if (!settings || settings.names.length === 0) return null;
    const { what, kind, names } = settings;
    const known = names.map((name) =>
      what === "field"
        ? first([`kind.${kind}:setting.${name}`, `settings:name.${name}`])
        : first([`uses:changed.${what}.${name}`, `uses:changed.any.${name}`]),
    );
    const told = [...new Set(known.filter((name) => name !== null))];
    const rest = known.filter((name) => name === null).length;
    if (told.length === 0) return t("changed_count", { count: rest });
    const list = told.join(t("and"));
    return rest > 0 ? t("changed_more", { list, count: rest }) : t("changed_list", { list });
  };
}
