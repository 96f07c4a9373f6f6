/** A department: its names, who heads it, what it belongs to; put away when nobody belongs to it any more. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department, DepartmentChange } from "~/api/organisation";
import { NamedDialog } from "./NamedDialog";
import { departmentOptions, NamedSelect } from "./NamedSelect";
import type { Saving } from "./OrganisationDialog";
import { PersonSelect } from "./PersonSelect";
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
  const [parent, setParent] = useState(department ? department.parent : props.parent);
  const [head, setHead] = useState(department?.head ?? null);
  const under = department ? within(departments, department.id) : new Set<number>();
  return (
    <NamedDialog
      busy={busy}
      error={error}
      item={department}
      title={t(department ? "edit_department" : "add_department")}
      awayText={t("put_away_text")}
      onSave={(given) => onSave("archived" in given ? given : { ...given, parent, head })}
      onClose={onClose}
    >
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
    </NamedDialog>
  );
}
