/** The settings of the form itself: its name, its icon, and what names its records. */
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember, setText } from "../document/commands/settings";
import { objectOf, textIn } from "../document/json";
import { fieldsOf, formPlace, labelOf, sectionsOf } from "../document/model";
import { RolesOfForm } from "../roles/RolesOfForm";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { TextEditor } from "./expression/TextEditor";
import { IconPicker } from "./IconPicker";
import { LabelEditor } from "./settings/LabelEditor";
import { SettingLine } from "./settings/SettingLine";

import { UsedIn } from "./uses/UsedIn";
import { useUses } from "./uses/UsesContext";

import { Validations } from "./Validations";

export function FormSettings({ onRemoved }: { onRemoved: () => void }) {
  const { t } = useTranslation("design");
  const { document, form, kinds, locale, run, store } = useDesign();
  const uses = useUses();
  const id = useId();
  const place = formPlace(form.key);
  const name = textOf(labelOf(form), locale) || form.key;
  const titling = fieldsOf(form).filter(({ kind }) => kinds.get(kind)?.can_be_title);
  const formula = textIn(form.title_formula);
  const done = (): void => store.settle();
  const text = (member: string, isLong = false) => (
    <LabelEditor
      id={`${id}-${member}`}
      name={t(`form_${member}`)}
      value={labelOf(form, member)}
      locale={locale}
      isLong={isLong}
      onChange={(language, typed) =>
        run("form", name, setText(document, place, member, language, typed), `${member} ${form.key}`)
      }
      onDone={done}
    />
  );
  return (
    <>
      <header className={styles.settingsHead}>
        <Icon name={textIn(form.icon)} className={styles.kindIcon ?? ""} />
        <span className={styles.settingsKind}>{t("form")}</span>
      </header>
      <SettingLine id={`${id}-label`} name={t("form_label")} place={[...place, "label"]}>
        {text("label")}
      </SettingLine>
      <SettingLine id={`${id}-description`} name={t("form_description")}>
        {text("description", true)}
      </SettingLine>
      <SettingLine
        id={`${id}-title`}
        name={t("form_title")}
        help={t("form_title_help")}
        place={[...place, "title_field"]}
      >
        <Select<string | null>
          id={`${id}-title`}
          style={{ width: "100%" }}
          value={textIn(form.title_field) || null}
          placeholder={formula ? t("form_title_computed") : t("choose")}
          options={titling.map((field) => ({
            value: field.key,
            label: textOf(labelOf(field), locale) || field.key,
          }))}
          onChange={(key) =>
            run("form", name, [
              ...setMember(place, "title_field", key ?? undefined),
              ...setMember(place, "title_formula", undefined),
            ])
          }
        />
      </SettingLine>
      {formula ? (
        <SettingLine id={`${id}-formula`} name={t("form_title_formula")}>
          <TextEditor
            id={`${id}-formula`}
            name={t("form_title_formula")}
            value={formula}
            place={[...place, "title_formula"]}
            onChange={(typed) =>
              run("form", name, setMember(place, "title_formula", typed), `title ${form.key}`)
            }
            onDone={done}
          />
        </SettingLine>
      ) : null}
      <Validations />
      {sectionsOf(form).length > 1 ? (
        <SettingLine
          id={`${id}-tabs`}
          name={t("form_tabs")}
          help={t("form_tabs_help")}
          control={
            <Switch
              id={`${id}-tabs`}
              size="small"
              checked={objectOf(form.layout).tabs === true}
              onChange={(on) =>
                run("form", name, setMember([...place, "layout"], "tabs", on ? true : undefined))
              }
            />
          }
        />
      ) : null}
      <SettingLine name={t("icon")}>
        <IconPicker
          value={textIn(form.icon)}
          onChange={(icon) => run("form", name, setMember(place, "icon", icon))}
        />
      </SettingLine>
      <SettingLine name={t("form_rights")}>
        <RolesOfForm form={form} />
      </SettingLine>
      <UsedIn part={{ form: form.key }} />
      <Button
        block
        danger
        icon={<DeleteOutlined aria-hidden />}
        className={styles.formDeed ?? ""}
        onClick={() =>
          uses.remove({
            parts: [{ form: form.key }],
            name,
            what: "remove_form",
            onGone: onRemoved,
            isGrave: true,
          })
        }
      >
        {t("remove_form")}
      </Button>
    </>
  );
}
