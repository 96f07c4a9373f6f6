/** Before publishing: who may use what is new, so that nobody publishes a form that nobody can open, or a field that
 * everybody sees, without knowing. */
import { CheckCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { keys } from "~/api/keys";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import adminStyles from "../Admin.module.css";
import { DesignContext, useBuilding, useDraft } from "../design/DesignContext";
import { rolesOf } from "../document/commands/roles";
import { type FormDefinition, formsOf, labelOf } from "../document/model";
import { isSaved } from "../document/session";
import { type FieldLine, fieldLines, grantOf, presetOf } from "./grants";
import styles from "./Roles.module.css";
import { RolesOfField } from "./RolesOfField";
import { RolesOfForm } from "./RolesOfForm";
import { useLentDesign } from "./useLentDesign";

/** The fields of a published form that are not published with it yet; of a new sub-table, the table stands for all. */
function newFields(form: FormDefinition, published: ReadonlySet<string>): readonly FieldLine[] {
  return fieldLines(form).filter(
    ({ path, table }) =>
      !published.has(`${form.key}.${path}`) && (table === null || published.has(`${form.key}.${table.key}`)),
  );
}

export function NewRights() {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const { store } = useBuilding();
  const { session, published } = useDraft();
  const locale = useLocale();
  const cache = useQueryClient();
  const { document, revision } = session;
  const roles = rolesOf(document).filter((role) => role.administrator !== true);
  const forms = formsOf(document).filter(({ key }) => !published.has(key));
  const changed = formsOf(document).flatMap((form) => {
    const lines = published.has(form.key) ? newFields(form, published) : [];
    return lines.length > 0 ? [{ form, lines }] : [];
  });
  const first = useRef(revision);
  useEffect(() => {
    // What is chosen here changes the draft, and so the plan below.
    if (!isSaved(session)) void store.flush();
    else if (first.current !== revision) {
      first.current = revision;
      void cache.invalidateQueries({ queryKey: keys.plan(app, []) });
    }
  }, [session, revision, store, cache, app]);
  if (forms.length === 0 && changed.length === 0) return null;
  const isShut = (form: FormDefinition): boolean =>
    roles.every((role) => presetOf(grantOf(role, form.key)) === "nothing");
  return (
    <section className={adminStyles.card} aria-label={t("new_rights")}>
      <h2 className={styles.newTitle}>
        {forms.some(isShut) ? (
          <WarningOutlined aria-hidden className={styles.warningMark} />
        ) : (
          <CheckCircleOutlined aria-hidden className={styles.goodMark} />
        )}
        {t("new_rights")}
      </h2>
      <p className={styles.quiet}>{t("new_rights_text")}</p>
      <div className={styles.news}>
        {forms.map((form) => (
          <section key={form.key} aria-label={textOf(labelOf(form), locale) || form.key}>
            <h3 className={styles.newName}>
              {t("new_form", { form: textOf(labelOf(form), locale) || form.key })}
            </h3>
            <RolesOfForm form={form} />
          </section>
        ))}
        {changed.map(({ form, lines }) => (
          <NewFields key={form.key} form={form} lines={lines} />
        ))}
      </div>
    </section>
  );
}

function NewFields({ form, lines }: { form: FormDefinition; lines: readonly FieldLine[] }) {
  const { t } = useTranslation("roles");
  const design = useLentDesign(form);
  const locale = useLocale();
  if (!design) return null;
  const of = textOf(labelOf(form), locale) || form.key;
  return (
    <DesignContext value={design}>
      {lines.map(({ path, field, table }) => (
        <section key={path} aria-label={textOf(labelOf(field), locale) || path}>
          <h3 className={styles.newName}>
            {t("new_field", { form: of, field: textOf(labelOf(field), locale) || path })}
          </h3>
          <RolesOfField field={field} table={table?.key ?? null} />
        </section>
      ))}
    </DesignContext>
  );
}
