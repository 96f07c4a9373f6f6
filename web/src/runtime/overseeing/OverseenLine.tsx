/** A flow in the table of those who look after it: where it stands since when, what stops it, and for whom it waits. */
import { WarningOutlined } from "@ant-design/icons";
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { OverseenFlow } from "~/api/overseeing";
import { Avatar } from "~/ui/Avatar";
import { Chip } from "~/ui/Chip";
import { StateChip } from "../flows/StateChip";
import { AgoText } from "../record/AgoText";
import styles from "./Overseeing.module.css";

interface OverseenLineProps {
  line: OverseenFlow;
  isOpen: boolean;
  /** Whether it runs under an earlier version. */
  isOld: boolean;
  /** Whether it is chosen; null where it cannot be. */
  isChosen: boolean | null;
  onChoose: (isChosen: boolean) => void;
  onOpen: () => void;
}

export function OverseenLine({ line, isOpen, isOld, isChosen, onChoose, onOpen }: OverseenLineProps) {
  const { t } = useTranslation("overseeing");
  const title = line.record.title ?? t("unseen", { id: line.record.id });
  const others = line.waiting_count - line.waiting.length;
  return (
    <tr className={styles.row} data-open={isOpen} onClick={onOpen}>
      <td className={styles.chosen}>
        {isChosen === null ? null : (
          <Checkbox
            checked={isChosen}
            aria-label={t("choose", { title: title || t("untitled") })}
            onClick={(event) => event.stopPropagation()}
            onChange={({ target }) => onChoose(target.checked)}
          />
        )}
      </td>
      <td>
        <button type="button" className={styles.opener} aria-current={isOpen ? "true" : undefined}>
          {title || t("untitled")}
        </button>
        <span className={styles.quiet}>
          {line.flow.title}
          {isOld ? ` · ${t("version", { version: line.flow.version })}` : null}
        </span>
      </td>
      <td data-title={t("standing")}>
        {line.standing.map(({ visit, node, since, incident }) => (
          <span key={visit} className={styles.place}>
            <span>{node.title}</span>
            <span className={styles.quiet}>
              <AgoText at={since} />
            </span>
            {incident ? (
              <span className={styles.incident}>
                <WarningOutlined aria-hidden /> {incident.message}
              </span>
            ) : null}
          </span>
        ))}
      </td>
      <td data-title={t("waiting_for")}>
        {line.waiting.map((one) => (
          <span key={one.task} className={styles.who}>
            <Avatar name={one.person.title} size={20} />
            <span>
              {one.person.title}
              {one.agent ? (
                <span className={styles.quiet}> {t("agent", { name: one.agent.title })}</span>
              ) : null}
            </span>
            {one.is_overdue ? <Chip hue="red">{t("late")}</Chip> : null}
          </span>
        ))}
        {others > 0 ? <span className={styles.quiet}>{t("more_people", { count: others })}</span> : null}
      </td>
      <td data-title={t("began")}>
        <span>{line.initiator.title}</span>
        <span className={styles.quiet}>
          <AgoText at={line.began_at} />
        </span>
      </td>
      <td className={styles.state}>
        {line.is_stuck ? <Chip hue="orange">{t("stuck")}</Chip> : <StateChip state={line.state} />}
      </td>
    </tr>
  );
}
