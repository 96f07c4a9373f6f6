/** A new role: its name, and what it may do with every form to begin with. */
import { Modal, Radio } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import { labelled } from "~/words";
import designStyles from "../design/Design.module.css";
import { useBuilding, useDraft } from "../design/DesignContext";
import { NameInput } from "../design/NameInput";
import { SettingLine } from "../design/settings/SettingLine";
import { addRole, freeRoleKey } from "../document/commands/roles";
import { formsOf } from "../document/model";
import { suggestKey } from "../document/names";
import { PRESETS, type Preset, presetGrant } from "./grants";
import styles from "./Roles.module.css";

interface NewRoleDialogProps {
  onClose: () => void;
  onMade: (role: string) => void;
}

export function NewRoleDialog({ onClose, onMade }: NewRoleDialogProps) {
  const { t } = useTranslation("roles");
  const { store } = useBuilding();
  const { session } = useDraft();
  const locale = useLocale();
  const id = useId();
  const [name, setName] = useState("");
  const [preset, setPreset] = useState<Preset>("mine");
  const text = name.trim();

  function make(): void {
    if (!text) return;
    const { document } = session;
    const key = freeRoleKey(document, suggestKey(text, [], "role"));
    const grants = formsOf(document).flatMap((form) => {
      const grant = presetGrant(preset, form.key, null);
      return grant ? [grant] : [];
    });
    if (!store.perform({ what: "add_role", name: text, edits: addRole(key, labelled(text, locale), grants) }))
      return;
    onClose();
    onMade(key);
  }

  return (
    <Modal
      open
      title={t("new_role")}
      okText={t("new_role_make")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !text }}
      onOk={make}
      onCancel={onClose}
      width={480}
    >
      <SettingLine id={`${id}-name`} name={t("role.label")}>
        <NameInput
          id={`${id}-name`}
          value={name}
          placeholder={t("role_example")}
          onChange={setName}
          onMake={make}
        />
      </SettingLine>
      <h3 id={`${id}-preset`} className={designStyles.settingLabel}>
        {t("begins_with")}
      </h3>
      <Radio.Group
        className={styles.presets ?? ""}
        aria-labelledby={`${id}-preset`}
        value={preset}
        onChange={(event) => setPreset(event.target.value as Preset)}
        options={PRESETS.map((one) => ({
          value: one,
          label: (
            <span className={styles.option}>
              <span>{t(`preset.${one}`)}</span>
              <span className={styles.faint}>{t(`preset_text.${one}`)}</span>
            </span>
          ),
        }))}
      />
    </Modal>
  );
}
