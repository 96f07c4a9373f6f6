/** Publishing as the last step of building: what it would do, and the button; the way back leads to the designer. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useCurrentApp } from "~/runtime/AppContext";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import adminStyles from "../Admin.module.css";
import { buildAddresses } from "../buildAddresses";
import { PublishPage } from "../PublishPage";
import { NewRights } from "../roles/NewRights";
import styles from "./Design.module.css";

export function PublishStep() {
  const { t } = useTranslation("design");
  const { app = "" } = useParams();
  const locale = useLocale();
  const current = useCurrentApp();
  const name = textOf(current.label, locale);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Tooltip title={t("back_to_design")}>
          <Link to={buildAddresses.design(app)} className={styles.back} aria-label={t("back_to_design")}>
            <ArrowLeftOutlined aria-hidden />
          </Link>
        </Tooltip>
        <AppIcon app={current} size={24} />
        <h1 className={styles.barName}>{t("publish_app", { app: name })}</h1>
      </header>
      <main className={styles.publishing}>
        <div className={adminStyles.page}>
          <NewRights />
          <PublishPage />
        </div>
      </main>
    </div>
  );
}
