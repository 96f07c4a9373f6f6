/** The settings of the application itself: its name and its looks. */
import { Checkbox } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LOCALES, type Locale, textOf } from "~/words";
import { setMember, setText } from "../document/commands/settings";
import { objectOf, textIn } from "../document/json";
import { labelOf, languagesOf } from "../document/model";
import { ColourPicker } from "./ColourPicker";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { IconPicker } from "./IconPicker";
import { OptionSetList } from "./OptionSetList";
import { LabelEditor } from "./settings/LabelEditor";
import { SettingLine } from "./settings/SettingLine";

export function AppSettings() {
  const { t } = useTranslation("design");
  const { document, locale, run, store } = useDesign();
  const id = useId();
  const app = objectOf(document);
  const name = textOf(labelOf(app), locale);
  const languages = languagesOf(document);
  const text = (member: string, isLong = false) => (
    <LabelEditor
      id={`${id}-${member}`}
      name={t(`app_${member}`)}
      value={labelOf(app, member)}
      locale={locale}
      isLong={isLong}
      onChange={(language, typed) =>
        run("app", name, setText(document, [], member, language, typed), `app ${member}`)
      }
      onDone={() => store.settle()}
    />
  );
  return (
    <>
      <header className={styles.settingsHead}>
        <span className={styles.settingsKind}>{t("app")}</span>
      </header>
      <SettingLine id={`${id}-label`} name={t("app_label")} place={["label"]}>
        {text("label")}
      </SettingLine>
      <SettingLine id={`${id}-description`} name={t("app_description")} help={t("app_description_help")}>
        {text("description", true)}
      </SettingLine>
      <SettingLine name={t("app_languages")} help={t("app_languages_help")} place={["locales"]}>
        <Checkbox.Group<Locale>
          aria-label={t("app_languages")}
          value={[...languages]}
          options={LOCALES.map((one) => ({
            value: one,
            label: t(`language.${one}`),
            disabled: languages.length === 1 && languages.includes(one),
          }))}
          onChange={(next) =>
            run(
              "app",
              name,
              setMember(
                [],
                "locales",
                LOCALES.filter((one) => next.includes(one)),
              ),
            )
          }
        />
      </SettingLine>
      <SettingLine name={t("icon")}>
        <IconPicker
          value={textIn(app.icon)}
          onChange={(icon) => run("app", name, setMember([], "icon", icon))}
        />
      </SettingLine>
      <SettingLine name={t("app_colour")}>
        <ColourPicker
          label={t("app_colour")}
          value={textIn(app.colour)}
          onChange={(colour) => run("app", name, setMember([], "colour", colour))}
        />
      </SettingLine>
      <OptionSetList />
    </>
  );
}
