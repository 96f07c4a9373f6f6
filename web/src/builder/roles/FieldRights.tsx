/** What a role may do with each field of a form: change, read, see masked, or not know of it. */
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Grant } from "~/schema/types";
import { matches } from "~/ui/pinyin";
import { textOf } from "~/words";
import { useDesign } from "../design/DesignContext";
import { type RoleDefinition, setAllFields, setFieldAccess } from "../document/commands/roles";
import { labelOf } from "../document/model";
import { AccessPicker, accessIcon } from "./AccessPicker";
import { ACCESSES, type FieldLine, fieldLines, writtenAccess } from "./grants";
import styles from "./Roles.module.css";

/** From so many fields on they are searched. */
const MANY = 12;

interface FieldRightsProps {
  role: RoleDefinition;
  grant: Grant | null;
  /** What is changed, in "Undo …". */
  name: string;
}

export function FieldRights({ role, grant, name }: FieldRightsProps) {
  const { t } = useTranslation("roles");
  const { document, form, locale, run } = useDesign();
  const [typed, setTyped] = useState("");
  const lines = fieldLines(form);
  const nameOf = ({ field, path }: FieldLine): string => textOf(labelOf(field), locale) || path;
  const shown = typed ? lines.filter((line) => matches(nameOf(line), typed)) : lines;
  return (
    <section aria-label={t("fields")} className={styles.group}>
      <header className={styles.fieldsHead}>
        <h3 className={styles.groupTitle}>{t("fields")}</h3>
        <span className={styles.all}>
          {ACCESSES.map((access) => (
            <Button
              key={access}
              size="small"
              type="text"
              icon={accessIcon(access)}
              title={t(`all.${access}`)}
              aria-label={t(`all.${access}`)}
              onClick={() => run("rights", name, setAllFields(document, role.key, form.key, access))}
            />
          ))}
        </span>
      </header>
      {lines.length > MANY ? (
        <Input
          allowClear
          size="small"
          value={typed}
          placeholder={t("search_fields")}
          aria-label={t("search_fields")}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <ul className={styles.fields}>
        {shown.map((line) => (
          <li key={line.path} data-inner={line.table !== null || undefined}>
            <span className={styles.fieldName} title={nameOf(line)}>
              {nameOf(line)}
            </span>
            <AccessPicker
              line={line}
              name={nameOf(line)}
              grant={grant}
              onChange={(access) =>
                run(
                  "rights",
                  name,
                  setFieldAccess(
                    document,
                    role.key,
                    form.key,
                    line.path,
                    writtenAccess(grant, line.path, access),
                  ),
                )
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
