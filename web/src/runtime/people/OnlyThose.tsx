/** Says that only those who have a position or are in a group are listed, and how to see everybody again. */
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./PeoplePage.module.css";
import { useGroups, usePositions } from "./useNamed";

interface OnlyThoseProps {
  position: number | null;
  group: number | null;
  onAll: () => void;
}

export function OnlyThose({ position, group, onAll }: OnlyThoseProps) {
  const { t } = useTranslation("people");
  const positions = usePositions();
  const groups = useGroups(group !== null);
  const held = positions.data?.find(({ id }) => id === position);
  const joined = groups.data?.find(({ id }) => id === group);
  if (position === null && group === null) return null;
  return (
    <p className={styles.only}>
      {t("only")}
      {[
        held ? t("only_position", { name: held.title }) : "",
        joined ? t("only_group", { name: joined.title }) : "",
      ]
        .filter(Boolean)
        .map((text) => (
          <Tag key={text} color="blue" closable onClose={onAll}>
            {text}
          </Tag>
        ))}
    </p>
  );
}
