/** Builds a filter as a sentence: where this is that, and that is more than so much. */
import { DeleteOutlined, PlusOutlined, SwapOutlined } from "@ant-design/icons";
import { Button, Input, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, ValueType } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import {
  type Condition,
  condition,
  DEEPEST,
  FieldOperand,
  type Group,
  group,
  type Item,
  isGroup,
  operatorOf,
} from "./conditions";
import styles from "./FilterEditor.module.css";
import { useIsOffered } from "./offered";
import { isTyped, TypedValues } from "./TypedValues";

interface FilterEditorProps {
  fields: ReadonlyMap<string, FieldView>;
  value: Group;
  onChange: (value: Group) => void;
  /** The other fields with which one may be compared in the place of a value. */
  others?: (field: FieldView, operand: ValueType) => readonly FieldView[];
  /** In a column of settings every part has a line of its own. */
  narrow?: boolean;
  /** What else can be done, at the end of the line that adds conditions. */
  extra?: ReactNode;
}

export function FilterEditor(props: FilterEditorProps) {
  return <GroupRows {...props} depth={1} />;
}

interface GroupRowsProps extends FilterEditorProps {
  depth: number;
}

function GroupRows({ fields, value, depth, onChange, extra, ...rest }: GroupRowsProps) {
  const { t } = useTranslation("grid");
  const first = [...fields.values()][0];

  const put = (id: number, next: Item | null): void =>
    onChange({
      ...value,
      items: value.items.flatMap((item) => (item.id === id ? (next ? [next] : []) : [item])),
    });
  const add = (item: Item): void => onChange({ ...value, items: [...value.items, item] });

  return (
    <div className={styles.group} data-depth={depth} data-narrow={rest.narrow || undefined}>
      {value.items.map((item, at) => (
        <div key={item.id} className={styles.line}>
          <div className={styles.join}>
            {at === 0 ? (
              <span className={styles.word}>{t("filter.where")}</span>
            ) : at === 1 ? (
              <Select
                variant="filled"
                aria-label={t("filter.join")}
                value={value.join}
                options={(["all", "any"] as const).map((join) => ({
                  value: join,
                  label: t(`filter.${join}`),
                }))}
                onChange={(join) => onChange({ ...value, join })}
              />
            ) : (
              <span className={styles.word}>{t(`filter.${value.join}`)}</span>
            )}
          </div>
          {isGroup(item) ? (
            <GroupRows
              fields={fields}
              value={item}
              depth={depth + 1}
              {...rest}
              onChange={(next) => put(item.id, next)}
            />
          ) : (
            <ConditionRow fields={fields} value={item} {...rest} onChange={(next) => put(item.id, next)} />
          )}
          <Button
            type="text"
            className={styles.remove}
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("filter.remove")}
            onClick={() => put(item.id, null)}
          />
        </div>
      ))}
      {first ? (
        <div className={styles.more}>
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => add(condition(first))}
          >
            {t("filter.add")}
          </Button>
          {depth < DEEPEST && (value.items.length > 0 || !rest.narrow) ? (
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add(group(value.join === "all" ? "any" : "all", [condition(first)]))}
            >
              {t("filter.add_group")}
            </Button>
          ) : null}
          {extra}
        </div>
      ) : null}
    </div>
  );
}

interface ConditionRowProps extends Pick<FilterEditorProps, "fields" | "others" | "narrow"> {
  value: Condition;
  onChange: (value: Condition) => void;
}

function ConditionRow({ fields, value, others, onChange }: ConditionRowProps) {
  const { t } = useTranslation("grid");
  const { locale } = useKinds();
  const field = fields.get(value.field);
  const operator = operatorOf(field, value.operator);
  const isOffered = useIsOffered();
  const choices = [...fields.values()].map((one) => ({ value: one.key, label: textOf(one.label, locale) }));

  function chooseField(key: string): void {
    const next = fields.get(key);
    if (!next) return;
    // A value stays while the new field is compared in the same way.
    const kept = next.kind === field?.kind && operatorOf(next, value.operator);
    onChange(kept ? { ...value, field: key } : { ...condition(next), id: value.id });
  }

  function chooseOperator(key: string): void {
    const before = operator?.operands.map(({ name }) => name).join();
    const after = operatorOf(field, key)
      ?.operands.map(({ name }) => name)
      .join();
    onChange({ ...value, operator: key, values: before === after ? value.values : [] });
  }

  return (
    <div className={styles.condition}>
      <Select
        className={styles.field}
        aria-label={t("filter.field")}
        value={value.field}
        options={choices}
        showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
        popupMatchSelectWidth={220}
        onChange={chooseField}
      />
      <Select
        className={styles.operator}
        aria-label={t("filter.operator")}
        value={value.operator}
        options={
          field?.operators
            .filter(({ key }) => isOffered(key, value.operator))
            .map(({ key, words }) => ({ value: key, label: textOf(words, locale) })) ?? []
        }
        popupMatchSelectWidth={180}
        onChange={chooseOperator}
      />
      {field && operator
        ? operator.operands.map((operand, at) => (
            <Operand
              // biome-ignore lint/suspicious/noArrayIndexKey: an operator's operands are places, not things
              key={at}
              field={field}
              operator={operator}
              at={at}
              value={value.values[at] ?? null}
              onChange={(next) => {
                const values = operator.operands.map((_, place) =>
                  place === at ? next : value.values[place],
                );
                onChange({ ...value, values });
              }}
              others={others?.(field, operand) ?? NONE}
            />
          ))
        : null}
    </div>
  );
}

const NONE: readonly FieldView[] = [];

interface OperandProps {
  field: FieldView;
  operator: FieldView["operators"][number];
  at: number;
  others: readonly FieldView[];
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A value, or another field where there are any that it can be compared with. */
export function Operand({ others, ...props }: OperandProps) {
  const { t } = useTranslation("grid");
  const { value, onChange } = props;
  const isField = value instanceof FieldOperand;
  const say = t(isField ? "filter.use_value" : "filter.use_field");
  return (
    <div className={styles.operand}>
      <div className={styles.value}>
        {isField ? <OtherField {...props} others={others} value={value} /> : <Value {...props} />}
      </div>
      {isField || others.length > 0 ? (
        <Tooltip title={say}>
          <Button
            type="text"
            className={styles.swap ?? ""}
            icon={<SwapOutlined aria-hidden />}
            aria-label={say}
            onClick={() => onChange(isField ? null : new FieldOperand(others[0]?.key ?? ""))}
          />
        </Tooltip>
      ) : null}
    </div>
  );
}

function OtherField({ others, value, onChange }: OperandProps & { value: FieldOperand }) {
  const { t } = useTranslation("grid");
  const { locale } = useKinds();
  return (
    <Select
      aria-label={t("filter.other_field")}
      value={value.path}
      options={others.map((one) => ({ value: one.key, label: textOf(one.label, locale) }))}
      showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
      onChange={(path) => onChange(new FieldOperand(path))}
    />
  );
}

function Value({ field, operator, at, value, onChange }: Omit<OperandProps, "others">) {
  const { t } = useTranslation("grid");
  const { kind: kindOf } = useKinds();
  const kind = kindOf(field.kind);
  const operand = operator.operands[at];
  if (!operand) return null;
  if (isTyped(operand))
    return <TypedValues field={field} operand={operand} value={value} onChange={onChange} />;
  if (kind.FilterValue) return <kind.FilterValue {...{ field, operator, operand, value, onChange }} />;
  // What nobody enters is still compared with what somebody does.
  if (field.computed)
    return (
      <Input
        aria-label={t("filter.value")}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  return (
    <kind.Edit
      id={`filter-${field.key}-${at}`}
      field={field}
      value={value}
      values={{}}
      onChange={onChange}
      issues={[]}
      compact
    />
  );
}
