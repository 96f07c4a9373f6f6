/** The steps of a plan, grouped by what they mean for people: what needs a decision first. */
import { ArrowRightOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Consequence, PlanStep } from "~/api/publishing";
import styles from "./Admin.module.css";

const ORDER: readonly Consequence[] = ["destructive", "backfill", "online", "metadata"];
/** More dependants of one step than this are counted, not listed. */
const LISTED = 8;

export function PlanSteps({ steps }: { steps: readonly PlanStep[] }) {
  const { t } = useTranslation("admin");
  return ORDER.map((consequence) => {
    const own = steps.filter((step) => step.consequence === consequence);
    if (own.length === 0) return null;
    return (
      <section key={consequence} aria-label={t(`consequence.${consequence}`)}>
        <h2 className={styles.sectionTitle}>
          {t(`consequence.${consequence}`)}
          <span className={styles.quiet}>{t(`consequence_text.${consequence}`)}</span>
        </h2>
        <ul className={styles.lines}>
          {own.map((step, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one plan never move
            <Step key={place} step={step} />
          ))}
        </ul>
      </section>
    );
  });
}

function Step({ step }: { step: PlanStep }) {
  const { t } = useTranslation("admin");
  const named = step.dependants.filter(({ name }) => name !== "").map(({ name }) => name);
  const dependants = [...new Set(named)];
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <p className={styles.strong}>{step.text}</p>
        {step.details.map((detail) => (
          <p key={detail} className={styles.quiet}>
            {detail}
          </p>
        ))}
        {step.conditions.map((condition) => (
          <p key={condition.place} className={styles.quiet}>
            {condition.before ?? t("publish.no_condition")}{" "}
            <ArrowRightOutlined aria-label={t("publish.becomes")} />{" "}
            {condition.after ?? t("publish.no_condition")}
          </p>
        ))}
        {dependants.length > 0 ? (
          <p className={styles.quiet}>
            {t("publish.used_by", { names: dependants.slice(0, LISTED).join(t("list_gap")) })}
            {dependants.length > LISTED ? t("publish.and_more", { count: dependants.length - LISTED }) : ""}
          </p>
        ) : null}
      </div>
      {step.rows === null ? null : (
        <span className={styles.count}>{t("publish.records", { count: step.rows })}</span>
      )}
    </li>
  );
}
