/** The bar that floats over the end of a list: how many records are chosen, and what can be done with them. */
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./ChosenBar.module.css";

interface ChosenBarProps {
  count: number;
  /** What widens or narrows the choice. */
  widen?: ReactNode;
  onClear: () => void;
  children: ReactNode;
}

export function ChosenBar({ count, widen, onClear, children }: ChosenBarProps) {
  const { t } = useTranslation("grid");
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("checked", { count })}>
      <span className={styles.choice}>
        <span className={styles.count}>{t("checked", { count })}</span>
        {widen}
      </span>
      <span className={styles.deeds}>{children}</span>
      <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t("uncheck")} onClick={onClear} />
    </div>
  );
}
