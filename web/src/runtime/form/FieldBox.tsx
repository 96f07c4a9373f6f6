/** A field in a form: its label above, its control, and under it its help or what is wrong. */
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { told as sentenceOf } from "~/api/problem";
import type { FieldView, Issue } from "~/api/types";
import { noteId } from "~/kinds/control";
import { fieldKind } from "~/kinds/registry";
import type { FieldState } from "~/kinds/rows";
import { rowName, rowsOf } from "~/kinds/rows";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import styles from "./FieldBox.module.css";
import type { PlacedIssue } from "./issues";
import type { Values } from "./values";

interface FieldBoxProps {
  id: string;
  field: FieldView;
  value: unknown;
  values: Values;
  state: FieldState;
  issues: readonly PlacedIssue[];
  span: number;
  masked: boolean;
  autoFocus: boolean;
  onChange: (field: string, value: unknown) => void;
}

/** Issues with pointers relative to the field, as its kind takes them. */
function relative(issues: readonly PlacedIssue[], value: unknown): Issue[] {
  return issues.map(({ code, message, hint, severity, row, cell }) => {
    const index = row === null ? -1 : rowsOf(value).findIndex((candidate) => rowName(candidate) === row);
    const pointer = index < 0 ? "" : `/${index}${cell === null ? "" : `/${cell}`}`;
    return { code, message, hint, severity, pointer };
  });
}

export const FieldBox = memo(function FieldBox(props: FieldBoxProps) {
  const { id, field, value, values, state, issues, span, masked, onChange } = props;
  const { t } = useTranslation("form");
  const locale = useLocale();
  const { Edit, wide, acts, isHeaded } = fieldKind(field.kind);
  const told = useMemo(() => relative(issues, value), [issues, value]);
  const own = issues.filter((issue) => issue.row === null);
  const help = textOf(field.help, locale);
  return (
    <div className={styles.box} data-span={wide ? "whole" : span} data-field={field.key}>
      <label htmlFor={id} className={acts || isHeaded ? `${styles.label} ${styles.unsaid}` : styles.label}>
        {textOf(field.label, locale)}
        {state.required ? (
          <span className={styles.star} aria-hidden>
            *
          </span>
        ) : null}
        {state.required ? <span className="visually-hidden">{t("required")}</span> : null}
      </label>
      {masked ? (
        <output id={id} className={styles.masked} title={t("masked")}>
          {String(value ?? "")}
        </output>
      ) : (
        <Edit
          id={id}
          field={field}
          value={value ?? null}
          values={values}
          disabled={state.readOnly && !field.computed}
          autoFocus={props.autoFocus}
          issues={told}
          onChange={(next) => onChange(field.key, next)}
        />
      )}
      <div id={noteId(id)} className={styles.note}>
        {own.map((issue) => (
          <div key={issue.code} className={styles.problem} data-severity={issue.severity}>
            {sentenceOf(issue)}
          </div>
        ))}
        {issues.length === 0 && help ? <div className={styles.help}>{help}</div> : null}
      </div>
    </div>
  );
}, saysTheSame);

/** States and issues are made anew with every letter that is typed somewhere, and mostly say what they said. */
function saysTheSame(before: FieldBoxProps, now: FieldBoxProps): boolean {
  const { state, issues, ...others } = now;
  const { state: oldState, issues: oldIssues, ...oldOthers } = before;
  return (
    isAlike(oldOthers, others) &&
    isAlike(oldState, state) &&
    oldIssues.length === issues.length &&
    issues.every((issue, at) => isAlike(oldIssues[at] ?? {}, issue))
  );
}

function isAlike(before: object, now: object): boolean {
  const old = new Map<string, unknown>(Object.entries(before));
  const members = Object.entries(now);
  return old.size === members.length && members.every(([name, value]) => Object.is(old.get(name), value));
}
