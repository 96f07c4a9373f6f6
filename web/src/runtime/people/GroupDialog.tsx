/** A group: its names, and who is in it, people and whole departments. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { type GroupChange, type GroupRecord, organisation } from "~/api/organisation";
import { Select } from "~/ui/Select";
import { NamedDialog } from "./NamedDialog";
import { byName, departmentOptions } from "./NamedSelect";
import type { Saving } from "./OrganisationDialog";
import { PeopleSelect } from "./PeopleSelect";

interface GroupDialogProps extends Saving<GroupChange> {
  /** Nothing for a new one. */
  group: GroupRecord | null;
}

export function GroupDialog({ group, onSave, ...saving }: GroupDialogProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const all = useQuery({
    queryKey: [...keys.departments, "tree"],
    queryFn: ({ signal }) => organisation.departments(signal),
  });
  const [people, setPeople] = useState(group?.people ?? []);
  const [departments, setDepartments] = useState(group?.departments.map((one) => one.id) ?? []);
  const members = { people: people.map((one) => one.id), departments };
  return (
    <NamedDialog
      {...saving}
      width={560}
      item={group}
      title={t(group ? "edit_group" : "add_group")}
      awayText={t("group_away_text")}
      onSave={(given) => onSave("archived" in given ? given : { ...given, ...members })}
    >
      <label htmlFor={`${id}-people`}>{t("group_people")}</label>
      <PeopleSelect id={`${id}-people`} label={t("group_people")} value={people} onChange={setPeople} />
      <label htmlFor={`${id}-departments`}>{t("group_departments")}</label>
      <Select<number[]>
        id={`${id}-departments`}
        mode="multiple"
        value={departments}
        placeholder={t("group_departments_text")}
        notFoundContent={t("none_such")}
        showSearch={byName}
        options={departmentOptions(all.data ?? [])}
        onChange={setDepartments}
      />
    </NamedDialog>
  );
}
