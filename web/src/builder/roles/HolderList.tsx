/** Who holds a role: people, departments with everybody in and below them, groups and positions. It is not part of the
 * draft. */
import {
  CloseOutlined,
  EyeOutlined,
  IdcardOutlined,
  TeamOutlined,
  UsergroupAddOutlined,
} from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { keys } from "~/api/keys";
import { organisation } from "~/api/organisation";
import { sentenceOf } from "~/api/problem";
import { HOLDERS, type HolderIds, type HolderKind, idsOf, type RoleHolders, roles } from "~/api/roles";
import type { Guise } from "~/api/seeAs";
import type { Titled } from "~/api/types";
import { Picker } from "~/kinds/Picker";
import { beginSeeing } from "~/runtime/rights/seeing";
import { Avatar } from "~/ui/Avatar";
import { useFeedback } from "~/ui/Feedback";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { SettingLine } from "../design/settings/SettingLine";
import styles from "./Roles.module.css";

interface HolderListProps {
  role: string;
  held: RoleHolders | null;
}

const icons: Readonly<Record<HolderKind, (title: string) => ReactNode>> = {
  people: (title) => <Avatar name={title} size={20} />,
  departments: () => <TeamOutlined aria-hidden />,
  groups: () => <UsergroupAddOutlined aria-hidden />,
  positions: () => <IdcardOutlined aria-hidden />,
};
const IN_ORDER: readonly HolderKind[] = ["departments", "groups", "positions", "people"];

export function HolderList({ role, held }: HolderListProps) {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const { message } = useFeedback();
  const cache = useQueryClient();
  const groups = useQuery({ queryKey: keys.groups, queryFn: ({ signal }) => organisation.groups(signal) });
  const positions = useQuery({
    queryKey: keys.positions,
    queryFn: ({ signal }) => organisation.positions(signal),
  });
  const saving = useMutation({
    mutationFn: (next: HolderIds) => roles.setHolders(app, role, next),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.roles(app) }),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
  });
  async function see(guise: Guise): Promise<void> {
    try {
      await beginSeeing(app, guise);
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }
  if (!held) return <SettingLine name={t("holders")} help={t("holders_later")} />;
  const now = idsOf(held);
  const add = (kind: HolderKind) => (id: number | null) => {
    if (id !== null && !now[kind].includes(id)) saving.mutate({ ...now, [kind]: [...now[kind], id] });
  };
  const line = (kind: HolderKind, { id, title }: Titled) => (
    <li key={`${kind} ${id}`} className={styles.holder}>
      {icons[kind](title)}
      <span className={styles.holderName}>{t(`holder.${kind}`, { name: title })}</span>
      {kind === "people" ? (
        <Tooltip title={t("rights:see_as_of", { name: title })}>
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined aria-hidden />}
            aria-label={t("rights:see_as_of", { name: title })}
            onClick={() => void see({ person: id })}
          />
        </Tooltip>
      ) : null}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("take_from", { name: title })}
        disabled={saving.isPending}
        onClick={() => saving.mutate({ ...now, [kind]: now[kind].filter((one) => one !== id) })}
      />
    </li>
  );
  return (
    <SettingLine name={t("holders")} help={t("holders_now")}>
      <ul className={styles.holders}>
        {IN_ORDER.flatMap((kind) => held[kind].map((one) => line(kind, one)))}
      </ul>
      {HOLDERS.every((kind) => held[kind].length === 0) ? (
        <p className={styles.faint}>{t("held_by_none")}</p>
      ) : null}
      <Button
        type="link"
        size="small"
        className={styles.seeing ?? ""}
        icon={<EyeOutlined aria-hidden />}
        onClick={() => void see({ role })}
      >
        {t("see_as_role")}
      </Button>
      <div className={styles.adding}>
        <Picker
          key={`person ${held.people.length}`}
          source="person"
          value={null}
          placeholder={t("add_person")}
          nothing={t("nobody_found")}
          mark={icons.people}
          control={{ "aria-label": t("add_person") }}
          onChange={add("people")}
        />
        <Picker
          key={`department ${held.departments.length}`}
          source="department"
          value={null}
          placeholder={t("add_department")}
          nothing={t("nothing_found")}
          control={{ "aria-label": t("add_department") }}
          onChange={add("departments")}
        />
        <Adding
          label={t("add_group")}
          nothing={t("no_group_found")}
          offered={groups.data}
          held={held.groups}
          onAdd={add("groups")}
        />
        <Adding
          label={t("add_position")}
          nothing={t("no_position_found")}
          offered={positions.data}
          held={held.positions}
          onAdd={add("positions")}
        />
      </div>
    </SettingLine>
  );
}

interface AddingProps {
  label: string;
  nothing: string;
  offered: readonly (Titled & { archived: boolean })[] | undefined;
  held: readonly Titled[];
  onAdd: (id: number) => void;
}

function Adding({ label, nothing, offered = [], held, onAdd }: AddingProps) {
  return (
    <Select<number>
      aria-label={label}
      value={null}
      placeholder={label}
      notFoundContent={nothing}
      showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
      options={offered
        .filter(({ id, archived }) => !archived && held.every((one) => one.id !== id))
        .map(({ id, title }) => ({ value: id, label: title }))}
      onChange={(id) => onAdd(id)}
    />
  );
}
