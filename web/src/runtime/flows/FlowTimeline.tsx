/** What happened in a flow, the latest first: who, what, when, and what they said. */
import { RobotOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { TimelineLine } from "~/api/flows";
import { FileCards } from "~/kinds/FileCards";
import { Signed } from "~/kinds/SignatureBox";
import { Avatar } from "~/ui/Avatar";
import { AgoText } from "../record/AgoText";
import styles from "./Instance.module.css";

export function FlowTimeline({ lines }: { lines: readonly TimelineLine[] }) {
  const { t } = useTranslation("flows");
  return (
    <ol className={styles.timeline} aria-label={t("timeline")}>
      {[...lines].reverse().map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows, and is read as a whole
        <li key={lines.length - place} className={styles.entry}>
          {line.actor ? (
            <Avatar name={line.actor.title} size={24} />
          ) : (
            <span className={styles.machine} title={t("automatic")}>
              <RobotOutlined aria-hidden />
            </span>
          )}
          <div className={styles.personText}>
            <span>{line.text}</span>
            {line.for ? <span className={styles.quiet}>{line.for}</span> : null}
            {line.comment ? (
              <span className={styles.said} dir="auto">
                {line.comment}
              </span>
            ) : null}
            {line.files.length > 0 ? (
              <div className={styles.sent}>
                <FileCards value={line.files} />
              </div>
            ) : null}
            {line.signature ? (
              <div className={styles.sent}>
                <Signed value={[line.signature]} name={t("signature_of", { name: line.actor?.title })} />
              </div>
            ) : null}
            <span className={styles.quiet}>
              <AgoText at={line.at} />
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
