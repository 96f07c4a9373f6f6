/** Why a file cannot be read, and what to do about it. */
import { CloseCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Problem } from "~/api/problem";
import styles from "./ImportPage.module.css";

interface UnreadableProps {
  problem: Problem;
  /** The sheet that cannot be read, where there are several. */
  sheet?: string | undefined;
  /** Back to how the file was read before. */
  onBack: (() => void) | undefined;
  onLeave: () => void;
}

export function Unreadable({ problem, sheet, onBack, onLeave }: UnreadableProps) {
  const { t } = useTranslation("import");
  const [issue] = problem.issues;
  return (
    <div className={styles.outcome} role="alert">
      <CloseCircleFilled className={styles.bad ?? ""} aria-hidden />
      <h2 className={styles.subtitle}>
        {sheet ? t("sheets.unreadable", { sheet }) : null} {issue?.message ?? problem.message}
      </h2>
      {issue?.hint ? <p className={styles.quiet}>{issue.hint}</p> : null}
      <div className={styles.buttons}>
        {onBack ? <Button onClick={onBack}>{t("look.undo")}</Button> : null}
        <Button type="primary" onClick={onLeave}>
          {t("match.back")}
        </Button>
      </div>
    </div>
  );
}
