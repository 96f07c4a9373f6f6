/** What each role may do with one field of a form, where the field itself is set. */
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { textOf } from "~/words";
import { buildAddresses } from "../buildAddresses";
import designStyles from "../design/Design.module.css";
import { useDesign } from "../design/DesignContext";
import { rolesOf, setFieldAccess } from "../document/commands/roles";
import { type FieldDefinition, fieldOf, labelOf } from "../document/model";
import { AccessPicker } from "./AccessPicker";
import { grantOf, presetOf, writtenAccess } from "./grants";
import { nameOfRights } from "./nameOfRights";
import styles from "./Roles.module.css";

interface RolesOfFieldProps {
  field: FieldDefinition;
  /** The sub-table whose column it is. */
  table: string | null;
}

export function RolesOfField({ field, table }: RolesOfFieldProps) {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const { document, form, locale, run } = useDesign();
  const path = table ? `${table}.${field.key}` : field.key;
  const holder = table ? (fieldOf(document, form.key, table) ?? null) : null;
  const roles = rolesOf(document).filter(
    (role) => role.administrator !== true && presetOf(grantOf(role, form.key)) !== "nothing",
  );
  return (
    <>
      {roles.length === 0 ? <p className={designStyles.quiet}>{t("only_administrators")}</p> : null}
      <ul className={styles.fields}>
        {roles.map((role) => {
          const grant = grantOf(role, form.key);
          const name = textOf(labelOf(role), locale) || role.key;
          return (
            <li key={role.key}>
              <span className={styles.fieldName} title={name}>
                {name}
              </span>
              <AccessPicker
                line={{ path, field, table: holder }}
                name={name}
                grant={grant}
                onChange={(access) =>
                  run(
                    "rights",
                    nameOfRights(role, form, locale),
                    setFieldAccess(document, role.key, form.key, path, writtenAccess(grant, path, access)),
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      <Link to={buildAddresses.roles(app)}>{t("all_roles")}</Link>
    </>
  );
}
