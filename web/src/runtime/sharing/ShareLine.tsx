/** One who takes part in a record: who that is, what they may do, who let them and when. */
import { ApartmentOutlined, CloseOutlined, IdcardOutlined, TeamOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type HolderKind, PERSON, type Share } from "~/api/shares";
import { Avatar } from "~/ui/Avatar";
import { Select } from "~/ui/Select";
import { AgoText } from "../record/AgoText";
import styles from "./ShareDialog.module.css";

export type Level = "view" | "edit";

export interface LevelOption {
  value: Level;
  label: string;
  disabled: boolean;
}

interface ShareLineProps {
  share: Share;
  levels: LevelOption[];
  /** Whether the reader may change it. */
  isOpen: boolean;
  onLevel: (mayEdit: boolean) => void;
  onEnd: () => void;
}

const SIGNS: Readonly<Record<Exclude<HolderKind, typeof PERSON>, ReactNode>> = {
  department: <ApartmentOutlined aria-hidden />,
  group: <TeamOutlined aria-hidden />,
  position: <IdcardOutlined aria-hidden />,
};

export function ShareLine({ share, levels, isOpen, onLevel, onEnd }: ShareLineProps) {
  const { t } = useTranslation("sharing");
  const { kind, by } = share;
  const name = share.with.title;
  return (
    <li className={styles.line}>
      {kind === PERSON ? (
        <Avatar name={name} size={32} />
      ) : (
        <span className={styles.sign}>{SIGNS[kind]}</span>
      )}
      <div className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>
          {kind === PERSON ? null : `${t(`one.${kind}`)} · `}
          {by ? `${t("by", { name: by.title })} · ` : null}
          <AgoText at={share.at} />
        </span>
        {share.sees === false ? <span className={styles.unseen}>{t("unseen")}</span> : null}
      </div>
      {isOpen ? (
        <>
          <Select<Level>
            className={styles.level ?? ""}
            variant="borderless"
            aria-label={t("level_of", { name })}
            value={share.may_edit ? "edit" : "view"}
            options={levels}
            onChange={(level) => onLevel(level === "edit")}
          />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t("end", { name })}
            title={t("end", { name })}
            onClick={onEnd}
          />
        </>
      ) : (
        <span className={styles.quiet}>{t(share.may_edit ? "edit" : "view")}</span>
      )}
    </li>
  );
}
