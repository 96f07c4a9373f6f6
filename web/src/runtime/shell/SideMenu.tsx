/** The left side: which app, and its pages in groups; or the apps, at home. */
import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Tooltip } from "~/ui/Tooltip";
import { shownAt } from "../tour/tours";
import { AppSwitcher } from "./AppSwitcher";
import { MenuLines } from "./MenuLines";
import styles from "./SideMenu.module.css";

interface SideMenuProps {
  narrow: boolean;
  onToggle: () => void;
}

export function SideMenu({ narrow, onToggle }: SideMenuProps) {
  const { t } = useTranslation("shell");
  const label = narrow ? t("side.widen") : t("side.narrow");
  return (
    <nav className={styles.side} data-narrow={narrow} aria-label={t("side.title")}>
      <AppSwitcher narrow={narrow} />
      <div {...shownAt("side")} className={styles.lines}>
        <MenuLines narrow={narrow} />
      </div>
      <div className={styles.foot}>
        <Tooltip title={label} placement="right">
          <Button
            type="text"
            aria-label={label}
            icon={narrow ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
            onClick={onToggle}
          />
        </Tooltip>
      </div>
    </nav>
  );
}
