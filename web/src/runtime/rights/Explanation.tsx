/** The answer: yes or no first, then what each role says. */
import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Action, Explained, ScopeExplained } from "~/api/seeAs";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import styles from "./Rights.module.css";

interface ExplanationProps {
  told: Explained;
  who: string;
  action: Action;
  /** What the field is called that was asked about; empty where none was. */
  field: string;
  /** Whether that is something to press. */
  isPressed: boolean;
}

export function Explanation({ told, who, action, field, isPressed }: ExplanationProps) {
  const { t } = useTranslation("rights");
  const locale = useLocale();
  const doing = t(`action.${action}`);
  return (
    <section aria-live="polite" className={styles.answer}>
      <p className={styles.verdict} data-yes={told.granted}>
        {told.granted ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
        <strong>{t(told.granted ? "granted" : "refused", { who, action: doing })}</strong>
      </p>
      {told.is_deleted ? <p className={styles.quiet}>{t("is_deleted")}</p> : null}
      {told.field_access ? (
        <p
          className={styles.verdict}
          data-yes={told.field_access === "write" || (told.field_access === "read" && !isPressed)}
        >
          {isPressed
            ? t(told.field_access === "write" ? "button_pressed" : "button_refused", { field, who })
            : t(`field_is.${told.field_access}`, { field, who })}
        </p>
      ) : null}
      {told.inputs.length > 0 ? (
        <ul className={styles.scopes} aria-label={t("computed_from")}>
          <li className={styles.quiet}>{t("computed_from")}</li>
          {told.inputs.map(({ name, reads }) => (
            <li key={textOf(name, locale)} data-admits={reads}>
              <Mark admits={reads} />
              {t(reads ? "input_read" : "input_hidden", { field: textOf(name, locale) })}
            </li>
          ))}
        </ul>
      ) : null}
      {told.roles.length === 0 ? <p className={styles.quiet}>{t("no_role", { who })}</p> : null}
      {told.roles.map((role) => (
        <article key={role.role} className={styles.role}>
          <h3 className={styles.roleName}>
            {textOf(role.label, locale) || t("installation_administrator")}
            <span className={styles.said} data-yes={role.allows}>
              {t(role.allows ? "allows" : "does_not_allow")}
            </span>
          </h3>
          {role.held_by.length > 0 ? (
            <p className={styles.quiet}>
              {role.held_by.map(({ kind, title }) => t(`held_by.${kind}`, { name: title })).join(t("and"))}
            </p>
          ) : null}
          {role.scopes.length === 0 ? (
            <p className={styles.quiet}>{t("grants_nothing", { action: doing })}</p>
          ) : (
            <ul className={styles.scopes}>
              {role.scopes.map((scope) => (
                <li key={`${scope.kind} ${textOf(scope.words, locale)}`} data-admits={scope.admits}>
                  <Mark admits={scope.admits} />
                  <Scope scope={scope} />
                  <span className={styles.quiet}>{t(scope.admits ? "is_one" : "is_none")}</span>
                </li>
              ))}
            </ul>
          )}
          {role.field_access ? (
            <p className={styles.quiet}>
              {t("field_in_role", {
                field,
                access: t(
                  isPressed
                    ? role.field_access === "write"
                      ? "may_press"
                      : "access.hidden"
                    : `access.${role.field_access}`,
                ),
              })}
            </p>
          ) : null}
        </article>
      ))}
    </section>
  );
}

function Mark({ admits }: { admits: boolean | null }) {
  return admits ? (
    <CheckCircleFilled aria-hidden className={styles.yes} />
  ) : (
    <MinusCircleOutlined aria-hidden className={styles.no} />
  );
}

function Scope({ scope }: { scope: ScopeExplained }) {
  const { t } = useTranslation("rights");
  const locale = useLocale();
  const words = textOf(scope.words, locale);
  const said = t(`scope.${scope.kind}`, { link: words });
  return <span>{scope.words && !said.includes(words) ? t("scope_with", { scope: said, words }) : said}</span>;
}
