/** What one role may do with one form: a preset, each action on which records, and each field. */

import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import designStyles from "../design/Design.module.css";
import { useDesign } from "../design/DesignContext";
import { SettingLine } from "../design/settings/SettingLine";
import { grantPlace, type RoleDefinition, setGrant, setScopes } from "../document/commands/roles";
import { labelOf } from "../document/model";
import { FieldRights } from "./FieldRights";
import { ACTION_GROUPS, grantOf, PRESETS, type Preset, presetGrant, presetOf, scopesOf } from "./grants";
import { nameOfRights } from "./nameOfRights";
import styles from "./Roles.module.css";
import { ScopePicker } from "./ScopePicker";

export function GrantPanel({ role }: { role: RoleDefinition }) {
  const { t } = useTranslation("roles");
  const { document, form, locale, run } = useDesign();
  const id = useId();
  const grant = grantOf(role, form.key);
  const preset = presetOf(grant);
  const name = nameOfRights(role, form, locale);
  const roleName = textOf(labelOf(role), locale) || role.key;
  if (role.administrator === true)
    return <p className={designStyles.quiet}>{t("everything_text", { role: roleName })}</p>;
  return (
    <>
      <SettingLine id={`${id}-preset`} name={t("preset_of")} place={grantPlace(role.key, form.key)}>
        <Select<Preset | null>
          id={`${id}-preset`}
          style={{ width: "100%" }}
          value={preset}
          placeholder={t("own_making")}
          options={PRESETS.map((one) => ({ value: one, label: t(`preset.${one}`) }))}
          optionRender={({ value }) => (
            <span className={styles.option}>
              <span>{t(`preset.${String(value)}`)}</span>
              <span className={styles.faint}>{t(`preset_text.${String(value)}`)}</span>
            </span>
          )}
          onChange={(next) =>
            next &&
            run("rights", name, setGrant(document, role.key, form.key, presetGrant(next, form.key, grant)))
          }
        />
      </SettingLine>
      {Object.entries(ACTION_GROUPS).map(([group, actions]) => (
        <section key={group} aria-label={t(`group.${group}`)} className={styles.group}>
          <h3 className={styles.groupTitle}>{t(`group.${group}`)}</h3>
          {actions.map((action) => (
            <ScopePicker
              key={action}
              role={role.key}
              action={action}
              scopes={scopesOf(grant, action)}
              onChange={(scopes, merges) =>
                run("rights", name, setScopes(document, role.key, form.key, action, scopes), merges)
              }
            />
          ))}
        </section>
      ))}
      <FieldRights role={role} grant={grant} name={name} />
    </>
  );
}
