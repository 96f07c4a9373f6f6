/** What each role may do with one form, by presets; whoever wants more than these goes to the page of roles. */

import { SettingOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { buildAddresses } from "../buildAddresses";
import { useBuilding, useDraft } from "../design/DesignContext";
import { rolesOf, setGrant } from "../document/commands/roles";
import { type FormDefinition, labelOf } from "../document/model";
import { grantOf, PRESETS, type Preset, presetGrant, presetOf } from "./grants";
import { nameOfRights } from "./nameOfRights";
import styles from "./Roles.module.css";

export function RolesOfForm({ form }: { form: FormDefinition }) {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const { store } = useBuilding();
  const { session } = useDraft();
  const locale = useLocale();
  const navigate = useNavigate();
  const { document } = session;
  const roles = rolesOf(document).filter((role) => role.administrator !== true);
  const isOpen = roles.some((role) => presetOf(grantOf(role, form.key)) !== "nothing");
  return (
    <>
      {isOpen ? null : (
        <p className={styles.warning}>{t(roles.length > 0 ? "nobody_yet" : "no_roles_yet")}</p>
      )}
      <ul className={styles.fields}>
        {roles.map((role) => {
          const grant = grantOf(role, form.key);
          const name = textOf(labelOf(role), locale) || role.key;
          const address = `${buildAddresses.roles(app)}?role=${role.key}&form=${form.key}&open`;
          return (
            <li key={role.key}>
              <span className={styles.fieldName} title={name}>
                {name}
              </span>
              <span className={styles.choosing}>
                <Select<Preset | null>
                  size="small"
                  aria-label={t("rights_of", { role: name, form: textOf(labelOf(form), locale) || form.key })}
                  value={presetOf(grant)}
                  placeholder={t("own_making")}
                  popupMatchSelectWidth={false}
                  options={PRESETS.map((preset) => ({ value: preset, label: t(`preset.${preset}`) }))}
                  onChange={(preset) =>
                    preset &&
                    store.perform({
                      what: "rights",
                      name: nameOfRights(role, form, locale),
                      edits: setGrant(document, role.key, form.key, presetGrant(preset, form.key, grant)),
                    })
                  }
                />
                <Tooltip title={t("in_detail")}>
                  <Button
                    type="text"
                    size="small"
                    icon={<SettingOutlined aria-hidden />}
                    aria-label={t("in_detail_of", { role: name })}
                    onClick={() => void navigate(address)}
                  />
                </Tooltip>
              </span>
            </li>
          );
        })}
      </ul>
      {roles.length === 0 ? (
        <Button size="small" onClick={() => void navigate(buildAddresses.roles(app))}>
          {t("new_role")}
        </Button>
      ) : null}
    </>
  );
}
