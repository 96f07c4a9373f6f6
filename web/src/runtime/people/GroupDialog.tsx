/** A group: its names, and who is in it, people and whole departments. */
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { type GroupChange, type GroupRecord, organisation } from "~/api/organisation";
import { byName, departmentOptions } from "./NamedSelect";
import { OrganisationDialog, PutAway, type Saving } from "./OrganisationDialog";
import { PeopleSelect } from "./PeopleSelect";
import { TextLine } from "./TextLine";

interface GroupDialogProps extends Saving<GroupChange> {
  /** Nothing for a new one. */
  group: GroupRecord | null;
}

export function GroupDialog({ group, busy, error, onSave, onClose }: GroupDialogProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const all = useQuery({
    queryKey: [...keys.departments, "tree"],
    queryFn: ({ signal }) => organisation.departments(signal),
  });
  const [name, setName] = useState(group?.name ?? "");
  const [english, setEnglish] = useState(group?.name_en ?? "");
  const [people, setPeople] = useState(group?.people ?? []);
  const [departments, setDepartments] = useState(group?.departments.map((one) => one.id) ?? []);
  return (
    <OrganisationDialog
      width={560}
      title={t(group ? "edit_group" : "add_group")}
      busy={busy}
      error={error}
      ready={name.trim() !== ""}
      saveText={t("save")}
      onSave={() =>
        onSave({
          name: name.trim(),
          name_en: english.trim(),
          people: people.map((one) => one.id),
          departments,
        })
      }
      onClose={onClose}
      deeds={
        group ? (
          <PutAway
            question={t("put_away_sure", { name: group.title })}
            text={t("group_away_text")}
            word={t("put_away")}
            busy={busy}
            onSure={() => onSave({ archived: true })}
          />
        ) : null
      }
    >
      <TextLine id={`${id}-name`} label={t("its_name")} value={name} autoFocus onChange={setName} />
      <TextLine id={`${id}-english`} label={t("name_en")} value={english} onChange={setEnglish} />
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
    </OrganisationDialog>
  );
}
