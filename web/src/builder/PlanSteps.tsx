/** The steps of a plan, grouped by what they mean for people: what needs a decision first. */
import { ArrowRightOutlined } from "@ant-design/icons";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Consequence, PlanStep } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import styles from "./Admin.module.css";
import { buildAddresses } from "./buildAddresses";
import { useSettingsChanged } from "./settingsChanged";

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
  const app = useCurrentApp().key;
  const others = useSettingsChanged()(step.settings);
  const named = step.dependants.filter(({ name }) => name !== "");
  const dependants = named.filter(({ name }, at) => named.findIndex((one) => one.name === name) === at);
  const isGone = step.code.endsWith("_removed");
  const way =
    isGone || step.form === null
      ? null
      : buildAddresses.part(app, { part: step.field ? "field" : "form", form: step.form, key: step.field });
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <p className={styles.strong}>{way ? <Link to={way}>{step.text}</Link> : step.text}</p>
        {step.details.map((detail) => (
          <p key={detail} className={styles.quiet}>
            {detail}
          </p>
        ))}
        {others ? <p className={styles.quiet}>{others}</p> : null}
        {step.conditions.map((condition) => (
          <p key={condition.place} className={styles.quiet}>
            {condition.before ?? t("publish.no_condition")}{" "}
            <ArrowRightOutlined aria-label={t("publish.becomes")} />{" "}
            {condition.after ?? t("publish.no_condition")}
          </p>
        ))}
        {dependants.length > 0 ? (
          <p className={styles.quiet}>
            {t("publish.used_by")}
            {dependants.slice(0, LISTED).map((dependant, place) => {
              const there = buildAddresses.part(app, dependant);
              return (
                <Fragment key={dependant.pointer}>
                  {place > 0 ? t("list_gap") : ""}
                  {there ? <Link to={there}>{dependant.name}</Link> : dependant.name}
                </Fragment>
              );
            })}
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
