/** What can be done with several fields at once. */
import { CopyOutlined, DeleteOutlined, EyeInvisibleOutlined } from "@ant-design/icons";
import { Button, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { setMember } from "../document/commands/settings";
import { type FieldDefinition, fieldsPlace } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { SettingLine } from "./settings/SettingLine";
import { useSettingWords } from "./settings/settingWords";
import { useDeeds } from "./useDeeds";

export function SeveralSettings({ fields }: { fields: readonly FieldDefinition[] }) {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { form, kinds, run, selection } = design;
  const { table } = selection;
  const deeds = useDeeds(design);
  const words = useSettingWords("");
  const id = useId();
  const entered = fields.filter(({ kind }) => !kinds.get(kind)?.computed);
  const name = t("fields", { count: fields.length });
  const setRequired = (on: boolean): void => {
    const edits = entered.flatMap(({ key }) =>
      setMember([...fieldsPlace(form.key, table), { key }], "required", on ? true : undefined),
    );
    run("set", name, edits);
  };
  return (
    <>
      <header className={styles.settingsHead}>
        <span className={styles.settingsKind}>{name}</span>
      </header>
      {entered.length > 0 ? (
        <SettingLine
          id={id}
          name={words.name("required")}
          control={
            <Switch
              id={id}
              size="small"
              checked={entered.every(({ required }) => required === true)}
              onChange={setRequired}
            />
          }
        />
      ) : null}
      <div className={styles.deeds}>
        <Button block icon={<CopyOutlined aria-hidden />} onClick={deeds.duplicate}>
          {t("duplicate")}
        </Button>
        {table ? null : (
          <Button block icon={<EyeInvisibleOutlined aria-hidden />} onClick={deeds.hide}>
            {t("hide_from_form")}
          </Button>
        )}
        <Button block danger icon={<DeleteOutlined aria-hidden />} onClick={deeds.remove}>
          {t("remove")}
        </Button>
      </div>
    </>
  );
}
