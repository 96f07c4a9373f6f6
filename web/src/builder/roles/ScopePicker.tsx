/** On which records an action is allowed: any of several scopes, one of which may be a condition. */

import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { RowScope } from "~/schema/types";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useDesign } from "../design/DesignContext";
import { ConditionEditor } from "../design/expression/ConditionEditor";
import { scopesPlace } from "../document/commands/roles";
import type { Json } from "../document/json";
import { fieldsOf, labelOf } from "../document/model";
import { type Action, PLAIN_SCOPES, type ScopeKind } from "./grants";
import styles from "./Roles.module.css";

interface ScopePickerProps {
  role: string;
  action: Action;
  scopes: readonly RowScope[];
  onChange: (scopes: readonly Json[], merges?: string) => void;
}

const FOLLOWS = "follows:";
const CONDITION: ScopeKind = "expression";
const EVERYTHING: ScopeKind = "all";

/** One scope as an option of the list; conditions are told apart by their places. */
function optionOf(scope: RowScope, place: number): string {
  if (scope.link) return FOLLOWS + scope.link;
  return scope.kind === CONDITION ? `${CONDITION}:${place}` : scope.kind;
}

export function ScopePicker({ role, action, scopes, onChange }: ScopePickerProps) {
  const { t } = useTranslation("rights");
  const { form, kinds, locale, store } = useDesign();
  const id = useId();
  // What leads to several records has a table of its own, and so stands in no row; rights follow one record.
  const links = fieldsOf(form).filter(
    (field) => typeof field.form === "string" && kinds.get(field.kind)?.in_rows === true,
  );
  const name = t(`action.${action}`);
  const place = scopesPlace(role, form.key, action);
  const values = scopes.map(optionOf);
  const conditions = scopes.flatMap((scope, at) => (scope.kind === CONDITION ? [{ scope, at }] : []));
  const options = [
    ...PLAIN_SCOPES.map((kind) => ({ value: kind as string, label: t(`scope.${kind}`) })),
    ...links.map((link) => ({
      value: FOLLOWS + link.key,
      label: t("scope.follows", { link: textOf(labelOf(link), locale) || link.key }),
    })),
    ...(conditions.length > 0
      ? conditions.map(({ at }) => ({ value: `${CONDITION}:${at}`, label: t("scope.expression") }))
      : [{ value: `${CONDITION}:new`, label: t("scope.expression_new") }]),
  ];

  function scopeOf(value: string): Json {
    if (value.startsWith(FOLLOWS)) return { kind: "follows", link: value.slice(FOLLOWS.length) };
    const known = scopes.find((scope, at) => optionOf(scope, at) === value);
    if (known) return known as unknown as Json;
    return value.startsWith(`${CONDITION}:`) ? { kind: CONDITION, condition: "" } : { kind: value };
  }

  function choose(chosen: readonly string[]): void {
    const added = chosen.find((value) => !values.includes(value));
    // Whoever may do it with every record needs nothing beside; whoever then chooses less wants less.
    const rest =
      added === EVERYTHING
        ? [EVERYTHING]
        : chosen.filter((value) => added === undefined || value !== EVERYTHING);
    onChange(rest.map(scopeOf));
  }

  return (
    <div className={styles.action}>
      <label htmlFor={id} className={styles.actionName}>
        {name}
      </label>
      <Select<string[]>
        id={id}
        mode="multiple"
        size="small"
        className={styles.scopes ?? ""}
        aria-label={name}
        value={values}
        placeholder={t("not_allowed")}
        popupMatchSelectWidth={false}
        showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
        options={options}
        onChange={choose}
      />
      {conditions.map(({ scope, at }) => (
        <div key={at} className={styles.condition}>
          <ConditionEditor
            form={form.key}
            id={`${id}-${at}`}
            name={t("condition_of", { action: name })}
            value={scope.condition ?? ""}
            place={place}
            onChange={(condition) =>
              onChange(
                scopes.map((one, place) =>
                  place === at ? { kind: CONDITION, condition } : (one as unknown as Json),
                ),
                `${role} ${form.key} ${action} ${at}`,
              )
            }
            onDone={() => store.settle()}
          />
        </div>
      ))}
    </div>
  );
}
