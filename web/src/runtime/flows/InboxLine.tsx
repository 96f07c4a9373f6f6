/** A line of the inbox: what it is about, of which flow, from whom, and how urgent it is. */
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { TaskLine, TaskList } from "~/api/flows";
import { useMe } from "~/api/session";
import { instantInWords } from "~/kinds/calendar";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { Chip } from "~/ui/Chip";
import { AgoText } from "../record/AgoText";
import styles from "./Inbox.module.css";
import { StateChip } from "./StateChip";

interface InboxLineProps {
  line: TaskLine;
  list: TaskList;
  isOpen: boolean;
  isChosen: boolean;
  onOpen: () => void;
  /** Absent where it cannot be one of several. */
  onChoose: ((is: boolean) => void) | undefined;
}

export function InboxLine({ line, list, isOpen, isChosen, onOpen, onChoose }: InboxLineProps) {
  const { t } = useTranslation("flows");
  const locale = useLocale();
  const me = useMe();
  const zone = me.company.time_zone;
  const title = line.record.title ?? t("unseen", { id: line.record.id });
  const at = list === "started" ? line.began_at : (line.at ?? line.opened_at ?? line.began_at);
  return (
    <li className={styles.line} data-open={isOpen}>
      {onChoose ? (
        <Checkbox
          className={styles.choose ?? ""}
          aria-label={t("choose", { title: title || t("untitled") })}
          checked={isChosen}
          onChange={({ target }) => onChoose(target.checked)}
        />
      ) : null}
      <button
        type="button"
        className={styles.opener}
        aria-current={isOpen ? "true" : undefined}
        onClick={onOpen}
      >
        <span className={styles.head}>
          <strong className={styles.name}>{title || t("untitled")}</strong>
          <span className={styles.when}>
            <AgoText at={at} />
          </span>
        </span>
        <span className={styles.about}>
          {[line.app.title, line.flow.title, line.node?.title].filter(Boolean).join(" · ")}
        </span>
        <span className={styles.marks}>
          {list === "started" ? null : (
            <span className={styles.who}>
              <Avatar name={line.initiator.title} size={18} />
              {line.initiator.title}
            </span>
          )}
          {line.person && line.person.id !== me.person.id && list !== "copied" ? (
            <Chip hue="blue">{t("for_person", { name: line.person.title })}</Chip>
          ) : null}
          {line.is_overdue ? (
            <Chip hue="red">{t("overdue")}</Chip>
          ) : line.due_at && list === "todo" ? (
            <span>{t("due", { at: instantInWords(line.due_at, locale, zone) })}</span>
          ) : null}
          {line.signature ? <Chip hue="blue">{t("asks_signature")}</Chip> : null}
          {line.verdict ? <span>{t(`verdict.${line.verdict}`)}</span> : null}
          {line.is_stuck ? <Chip hue="orange">{t("stuck")}</Chip> : null}
          {list === "todo" ? null : <StateChip state={line.state} />}
        </span>
      </button>
    </li>
  );
}
