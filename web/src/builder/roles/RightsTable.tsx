/** All roles beside each other: what each may do with each form, at a glance. */
import { DeleteOutlined, EditOutlined, EyeOutlined, LockOutlined, PlusOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Grant } from "~/schema/types";
import { useLocale } from "~/ui/appearance";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { useDraft } from "../design/DesignContext";
import type { RoleDefinition } from "../document/commands/roles";
import { textIn } from "../document/json";
import { type FormDefinition, fieldsOf, formsOf, labelOf } from "../document/model";
import { type Action, grantOf, keptFields, MAIN_ACTIONS, presetOf, reach, scopesOf } from "./grants";
import styles from "./Roles.module.css";

export interface Chosen {
  role: string;
  /** None while the role itself is looked at. */
  form: string | null;
}

interface RightsTableProps {
  roles: readonly RoleDefinition[];
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
  holders: (role: string) => number | null;
}

/** What somebody sees first of rights that are no preset: which records are viewed. */
function useSaid(grant: Grant | null, form: FormDefinition): string {
  const { t } = useTranslation("roles");
  const locale = useLocale();
  const preset = presetOf(grant);
  if (preset) return t(`preset.${preset}`);
  const [first, ...more] = scopesOf(grant, "view");
  if (!first) return t("own_making");
  const link = fieldsOf(form).find(({ key }) => key === first.link);
  const scope = t(`rights:scope.${first.kind}`, { link: textOf(labelOf(link), locale) || first.link });
  return more.length > 0 ? t("sees_more", { scope, more: more.length }) : t("sees", { scope });
}

const MARKS: Partial<Record<Action, ReactNode>> = {
  create: <PlusOutlined aria-hidden />,
  view: <EyeOutlined aria-hidden />,
  edit: <EditOutlined aria-hidden />,
  delete: <DeleteOutlined aria-hidden />,
};

export function RightsTable({ roles, chosen, onChoose, holders }: RightsTableProps) {
  const { t } = useTranslation("roles");
  const { session } = useDraft();
  const locale = useLocale();
  const forms = formsOf(session.document);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t("table")}>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {t("forms")}
            </th>
            {roles.map((role) => {
              const count = holders(role.key);
              const isChosen = chosen?.role === role.key && chosen.form === null;
              return (
                <th key={role.key} scope="col">
                  <button
                    type="button"
                    className={styles.role}
                    aria-pressed={isChosen}
                    onClick={() => onChoose({ role: role.key, form: null })}
                  >
                    <span className={styles.roleName}>{textOf(labelOf(role), locale) || role.key}</span>
                    <span className={styles.faint}>
                      {count === null
                        ? t("unpublished")
                        : count === 0
                          ? t("held_by_none")
                          : t("held_by", { count })}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {forms.map((form) => (
            <tr key={form.key}>
              <th scope="row" className={styles.form}>
                <span className={styles.formName}>
                  <Icon name={textIn(form.icon) || "FileTextOutlined"} />
                  <span>{textOf(labelOf(form), locale) || form.key}</span>
                </span>
              </th>
              {roles.map((role) => (
                <td key={role.key}>
                  <Cell
                    role={role}
                    form={form}
                    isChosen={chosen?.role === role.key && chosen.form === form.key}
                    onChoose={() => onChoose({ role: role.key, form: form.key })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  role: RoleDefinition;
  form: FormDefinition;
  isChosen: boolean;
  onChoose: () => void;
}

/** What one role may do with one form. */
function Cell({ role, form, isChosen, onChoose }: CellProps) {
  const { t } = useTranslation("roles");
  const locale = useLocale();
  const grant = grantOf(role, form.key);
  const isEverything = role.administrator === true;
  const preset = presetOf(grant);
  const kept = keptFields(grant, form);
  const inWords = useSaid(grant, form);
  const said = isEverything ? t("everything") : inWords;
  const of = t("cell", {
    role: textOf(labelOf(role), locale) || role.key,
    form: textOf(labelOf(form), locale) || form.key,
  });
  return (
    <button
      type="button"
      className={styles.cell}
      aria-pressed={isChosen}
      data-reach={isEverything ? "all" : preset === "nothing" ? "none" : undefined}
      onClick={onChoose}
    >
      <span className={styles.said}>
        <span className="visually-hidden">{of} </span>
        {said}
      </span>
      {isEverything || preset === "nothing" ? null : (
        <span className={styles.marks}>
          {MAIN_ACTIONS.map((action) => (
            <span
              key={action}
              className={styles.mark}
              data-reach={reach(grant, action)}
              title={t("mark", {
                action: t(`rights:action.${action}`),
                reach: t(`reach.${reach(grant, action)}`),
              })}
            >
              {MARKS[action]}
            </span>
          ))}
          {kept > 0 ? (
            <span className={styles.kept} title={t("kept_fields", { count: kept })}>
              <LockOutlined aria-hidden /> {kept}
            </span>
          ) : null}
        </span>
      )}
    </button>
  );
}

/** What the marks mean. */
export function MarkLegend() {
  const { t } = useTranslation("roles");
  const far = (["all", "some", "none"] as const).map((reach) => (
    <span key={reach}>
      <span className={styles.mark} data-reach={reach}>
        <EyeOutlined aria-hidden />
      </span>
      {t(`reach.${reach}`)}
    </span>
  ));
  return (
    <p className={styles.legend}>
      {far}
      <span>
        <LockOutlined aria-hidden />
        {t("kept_legend")}
      </span>
    </p>
  );
}
