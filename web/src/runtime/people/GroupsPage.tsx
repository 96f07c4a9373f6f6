/** Named sets of people, for those who run the installation. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { type GroupChange, type GroupItem, organisation } from "~/api/organisation";
import { addresses } from "../addresses";
import { GroupDialog } from "./GroupDialog";
import { NamedPage } from "./NamedPage";
import { NamedTable } from "./NamedTable";
import { useKeeping } from "./useKeeping";
import { useGroups } from "./useNamed";

const DEEDS = {
  add: organisation.addGroup,
  change: ({ id }: GroupItem, given: GroupChange) => organisation.changeGroup(id, given),
  forgotten: keys.groups,
};

export function GroupsPage() {
  const { t } = useTranslation("people");
  const found = useGroups();
  const { open, show, common } = useKeeping<GroupItem, GroupChange>(DEEDS);
  const id = open?.item?.id ?? null;
  const members = useQuery({
    queryKey: [...keys.groups, id],
    queryFn: ({ signal }) => organisation.group(id ?? 0, signal),
    enabled: id !== null,
    gcTime: 0,
  });
  const who = ({ people, departments }: GroupItem): string =>
    [
      people > 0 || departments === 0 ? t("people_count", { count: people }) : "",
      departments > 0 ? t("departments_count", { count: departments }) : "",
    ]
      .filter(Boolean)
      .join(t("and"));
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => show(null)}>
      {t("add_group")}
    </Button>
  );
  return (
    <NamedPage
      found={found}
      add={add}
      text={t("groups_text")}
      nothing={{ title: t("no_groups"), text: t("no_groups_text") }}
      list={(items) => (
        <NamedTable
          label={t("pages.groups")}
          items={items}
          who={who}
          address={(item) => addresses.peopleWith("group", item.id)}
          onEdit={show}
        />
      )}
    >
      {open && (id === null || members.data) ? (
        <GroupDialog group={id === null ? null : (members.data ?? null)} {...common} />
      ) : null}
    </NamedPage>
  );
}
