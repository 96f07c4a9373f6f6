/** A department: its names, who heads it, what it belongs to; put away when nobody belongs to it any more. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department, DepartmentChange } from "~/api/organisation";
import { departmentOptions, NamedSelect } from "./NamedSelect";
import { OrganisationDialog, PutAway, type Saving } from "./OrganisationDialog";
import { PersonSelect } from "./PersonSelect";
import { TextLine } from "./TextLine";
import { within } from "./tree";

interface DepartmentDialogProps extends Saving<DepartmentChange> {
  /** Nothing for a new one. */
  department: Department | null;
  /** Where a new one belongs. */
  parent: number | null;
  departments: readonly Department[];
}

export function DepartmentDialog(props: DepartmentDialogProps) {
  const { department, departments, busy, error, onSave, onClose } = props;
  const { t } = useTranslation("people");
  const id = useId();
  const [name, setName] = useState(department?.name ?? "");
  const [english, setEnglish] = useState(department?.name_en ?? "");
  const [parent, setParent] = useState(department ? department.parent : props.parent);
  const [head, setHead] = useState(department?.head ?? null);
  const under = department ? within(departments, department.id) : new Set<number>();
  return (
    <OrganisationDialog
      title={t(department ? "edit_department" : "add_department")}
      busy={busy}
      error={error}
      ready={name.trim() !== ""}
      saveText={t("save")}
      onSave={() => onSave({ name: name.trim(), name_en: english.trim(), parent, head })}
      onClose={onClose}
      deeds={
        department ? (
          <PutAway
            question={t("put_away_sure", { name: department.title })}
            text={t("put_away_text")}
            word={t("put_away")}
            busy={busy}
            onSure={() => onSave({ archived: true })}
          />
        ) : null
      }
    >
      <TextLine id={`${id}-name`} label={t("its_name")} value={name} autoFocus onChange={setName} />
      <TextLine id={`${id}-english`} label={t("name_en")} value={english} onChange={setEnglish} />
      <label htmlFor={`${id}-parent`}>{t("belongs_to")}</label>
      <NamedSelect
        id={`${id}-parent`}
        label={t("belongs_to")}
        value={parent}
        placeholder={t("at_the_top")}
        options={departmentOptions(departments).filter(({ value }) => !under.has(value))}
        onChange={setParent}
      />
      <label htmlFor={`${id}-head`}>{t("head")}</label>
      <PersonSelect id={`${id}-head`} value={head} label={t("head")} onChange={setHead} />
    </OrganisationDialog>
  );
}
