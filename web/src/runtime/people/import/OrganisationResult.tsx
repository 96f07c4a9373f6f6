/** What bringing a table of people in did, and the invitations of those who are new. */
import { CheckCircleFilled, DownloadOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Imported } from "~/api/organisationImport";
import { useMe } from "~/api/session";
import { instantInWords } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import { addresses } from "../../addresses";
import { download } from "../../import/columns";
import { writeCsv } from "../../import/csv";
import styles from "./OrganisationImport.module.css";

/** A name that no spreadsheet carries out. */
const harmless = (name: string): string => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);

export function OrganisationResult({ imported }: { imported: Imported }) {
  const { t } = useTranslation("organisation_import");
  const locale = useLocale();
  const zone = useMe().company.time_zone;
  const navigate = useNavigate();
  const { counts, invitations } = imported;
  const [first] = invitations;

  function give(): void {
    const lines = invitations.map(({ login, name, path, expires_at }) => [
      harmless(name),
      login,
      new URL(path, window.location.origin).href,
      instantInWords(expires_at, locale, zone),
    ]);
    const head = [t("column.name"), t("column.login"), t("link"), t("until")];
    download(`${t("invitations_file")}.csv`, writeCsv([head, ...lines]));
  }

  return (
    <section className={styles.result}>
      <CheckCircleFilled className={styles.good ?? ""} aria-hidden />
      <h2 className={styles.subtitle}>{t("done", { new: counts.new, changed: counts.changed })}</h2>
      {counts.bad > 0 ? <p className={styles.quiet}>{t("left_out", { count: counts.bad })}</p> : null}
      {first ? (
        <Alert
          type="info"
          showIcon
          title={t("invitations", { count: invitations.length })}
          description={
            <div className={styles.invited}>
              <p>{t("invitations_text", { until: instantInWords(first.expires_at, locale, zone) })}</p>
              <Button type="primary" icon={<DownloadOutlined aria-hidden />} onClick={give}>
                {t("invitations_get")}
              </Button>
            </div>
          }
        />
      ) : null}
      <Button onClick={() => void navigate(addresses.people)}>{t("to_people")}</Button>
    </section>
  );
}
