/** Who holds a role: people, and departments with everybody in and below them. It is not part of the draft. */
import { CloseOutlined, EyeOutlined, TeamOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, App as Feedback, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type RoleHolders, roles } from "~/api/roles";
import type { Guise } from "~/api/seeAs";
import type { Titled } from "~/api/types";
import { Picker } from "~/kinds/Picker";
import { beginSeeing } from "~/runtime/rights/seeing";
import { Avatar } from "~/ui/Avatar";
import { SettingLine } from "../design/settings/SettingLine";
import styles from "./Roles.module.css";

interface HolderListProps {
  role: string;
  held: RoleHolders | null;
}

export function HolderList({ role, held }: HolderListProps) {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const { message } = Feedback.useApp();
  const cache = useQueryClient();
  const saving = useMutation({
    mutationFn: (next: { people: number[]; departments: number[] }) => roles.setHolders(app, role, next),
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
  const ids = (list: readonly Titled[]): number[] => list.map(({ id }) => id);
  const { people, departments } = held;
  const now = { people: ids(people), departments: ids(departments) };
  const add = (member: "people" | "departments") => (id: number | null) => {
    if (id !== null && !now[member].includes(id)) saving.mutate({ ...now, [member]: [...now[member], id] });
  };
  const remove = (member: "people" | "departments", id: number): void =>
    saving.mutate({ ...now, [member]: now[member].filter((one) => one !== id) });
  const line = (member: "people" | "departments", { id, title }: Titled) => (
    <li key={`${member} ${id}`} className={styles.holder}>
      {member === "people" ? <Avatar name={title} size={20} /> : <TeamOutlined aria-hidden />}
      <span className={styles.holderName}>
        {member === "people" ? title : t("with_below", { department: title })}
      </span>
      {member === "people" ? (
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
        onClick={() => remove(member, id)}
      />
    </li>
  );
  return (
    <SettingLine name={t("holders")} help={t("holders_now")}>
      <ul className={styles.holders}>
        {departments.map((one) => line("departments", one))}
        {people.map((one) => line("people", one))}
      </ul>
      {people.length + departments.length === 0 ? <p className={styles.faint}>{t("held_by_none")}</p> : null}
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
          key={`person ${people.length}`}
          source="person"
          value={null}
          placeholder={t("add_person")}
          nothing={t("nobody_found")}
          mark={(name) => <Avatar name={name} size={20} />}
          control={{ "aria-label": t("add_person") }}
          onChange={add("people")}
        />
        <Picker
          key={`department ${departments.length}`}
          source="department"
          value={null}
          placeholder={t("add_department")}
          nothing={t("nothing_found")}
          control={{ "aria-label": t("add_department") }}
          onChange={add("departments")}
        />
      </div>
    </SettingLine>
  );
}
