/** A new form: its name, which gives its key, and the field that names its records. */
import { Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { labelled } from "~/words";
import { addForm, freeFormKey } from "../document/commands/forms";
import { rolesOf, setGrant } from "../document/commands/roles";
import type { Json } from "../document/json";
import { suggestKey } from "../document/names";
import { PRESETS, type Preset, presetGrant } from "../roles/grants";
import styles from "./Design.module.css";
import { useBuilding, useDraft } from "./DesignContext";
import { IconPicker } from "./IconPicker";
import { NameInput } from "./NameInput";
import { namingKind } from "./paletteOrder";
import { SettingLine } from "./settings/SettingLine";

interface NewFormDialogProps {
  onClose: () => void;
  onMade: (form: string) => void;
}

const FIRST_ICON = "FileTextOutlined";

export function NewFormDialog({ onClose, onMade }: NewFormDialogProps) {
  const { t } = useTranslation("design");
  const { store, kindList } = useBuilding();
  const { session } = useDraft();
  const locale = useLocale();
  const id = useId();
  const [name, setName] = useState("");
  const [icon, setIcon] = useState(FIRST_ICON);
  const [preset, setPreset] = useState<Preset>("mine");
  const text = name.trim();
  const roles = rolesOf(session.document).filter((role) => role.administrator !== true);

  function make(): void {
    const titling = namingKind(kindList);
    if (!text || !titling) return;
    const { document } = session;
    const key = freeFormKey(document, suggestKey(text, [], "form"));
    const label = { "zh-CN": t("title_field", { lng: "zh-CN" }), en: t("title_field", { lng: "en" }) };
    const title = { kind: titling.kind, key: "name", label: label as Json, required: true };
    const grant = presetGrant(preset, key, null);
    const edits = [
      ...addForm(document, { key, label: labelled(text, locale), icon, title }),
      ...(grant ? roles.flatMap((role) => setGrant(document, role.key, key, grant)) : []),
    ];
    if (!store.perform({ what: "add_form", name: text, edits })) return;
    onClose();
    onMade(key);
  }

  return (
    <Modal
      open
      title={t("new_form")}
      okText={t("new_form_make")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !text }}
      onOk={make}
      onCancel={onClose}
      width={440}
    >
      <SettingLine id={`${id}-name`} name={t("form_name")}>
        <NameInput
          id={`${id}-name`}
          value={name}
          placeholder={t("form_name_example")}
          onChange={setName}
          onMake={make}
        />
      </SettingLine>
      <SettingLine name={t("icon")}>
        <IconPicker value={icon} onChange={setIcon} />
      </SettingLine>
      {roles.length > 0 ? (
        <SettingLine id={`${id}-rights`} name={t("new_form_rights", { count: roles.length })}>
          <Select<Preset>
            id={`${id}-rights`}
            style={{ width: "100%" }}
            value={preset}
            options={PRESETS.map((one) => ({ value: one, label: t(`roles:preset.${one}`) }))}
            onChange={setPreset}
          />
        </SettingLine>
      ) : null}
      <p className={styles.quiet}>{t("new_form_text")}</p>
    </Modal>
  );
}
