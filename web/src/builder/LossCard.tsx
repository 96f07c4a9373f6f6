/** The values of one field that would not convert: how many, the first of them, and that they are accepted. */
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PlanLoss } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import { addresses } from "~/runtime/addresses";
import styles from "./Admin.module.css";

interface LossCardProps {
  loss: PlanLoss;
  accepted: boolean;
  onAccept: (accepted: boolean) => void;
}

export function LossCard({ loss, accepted, onAccept }: LossCardProps) {
  const { t } = useTranslation("admin");
  const app = useCurrentApp();
  const { name } = loss;
  return (
    <section className={styles.card} aria-label={name}>
      <p className={styles.strong}>{name}</p>
      <p className={styles.reason}>{loss.text}</p>
      {loss.rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        <section className={styles.rows} tabIndex={0} aria-label={t("losses.first_of", { name })}>
          <table>
            <thead>
              <tr>
                <th>{t("losses.record")}</th>
                <th>{t("losses.value")}</th>
                <th>{t("losses.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {loss.rows.map((row) => (
                <tr key={row.row}>
                  <td>
                    {row.record === null ? (
                      t("losses.unseen")
                    ) : (
                      <Link to={addresses.record(app.key, loss.form, row.record)}>
                        {row.title || `#${row.record}`}
                      </Link>
                    )}
                  </td>
                  <td>{row.value === null ? null : <span className={styles.old}>{row.value}</span>}</td>
                  <td className={styles.quiet}>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {loss.rows.length > 0 && loss.rows.length < loss.count ? (
        <p className={styles.quiet}>{t("losses.first_only", { count: loss.rows.length })}</p>
      ) : null}
      <Checkbox checked={accepted} onChange={(event) => onAccept(event.target.checked)}>
        {t("losses.accept", { count: loss.count })}
      </Checkbox>
    </section>
  );
}
