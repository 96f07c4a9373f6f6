/** Builds a filter as a sentence: where this is that, and that is more than so much. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { matches } from "~/ui/pinyin";
import { textOf } from "~/words";
import {
  type Condition,
  condition,
  DEEPEST,
  type Group,
  group,
  type Item,
  isGroup,
  operatorOf,
} from "./conditions";
import styles from "./FilterEditor.module.css";
import { isTyped, TypedValues } from "./TypedValues";

interface FilterEditorProps {
  fields: ReadonlyMap<string, FieldView>;
  value: Group;
  onChange: (value: Group) => void;
}

export function FilterEditor({ fields, value, onChange }: FilterEditorProps) {
  return <GroupRows fields={fields} value={value} depth={1} onChange={onChange} />;
}

interface GroupRowsProps extends FilterEditorProps {
  depth: number;
}

function GroupRows({ fields, value, depth, onChange }: GroupRowsProps) {
  const { t } = useTranslation("grid");
  const first = [...fields.values()][0];

  const put = (id: number, next: Item | null): void =>
    onChange({
      ...value,
      items: value.items.flatMap((item) => (item.id === id ? (next ? [next] : []) : [item])),
    });
  const add = (item: Item): void => onChange({ ...value, items: [...value.items, item] });

  return (
    <div className={styles.group} data-depth={depth}>
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
              onChange={(next) => put(item.id, next)}
            />
          ) : (
            <ConditionRow fields={fields} value={item} onChange={(next) => put(item.id, next)} />
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
          {depth < DEEPEST ? (
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add(group(value.join === "all" ? "any" : "all", [condition(first)]))}
            >
              {t("filter.add_group")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

interface ConditionRowProps {
  fields: ReadonlyMap<string, FieldView>;
  value: Condition;
  onChange: (value: Condition) => void;
}

function ConditionRow({ fields, value, onChange }: ConditionRowProps) {
  const { t } = useTranslation("grid");
  const { locale } = useKinds();
  const field = fields.get(value.field);
  const operator = operatorOf(field, value.operator);
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
          field?.operators.map(({ key, words }) => ({ value: key, label: textOf(words, locale) })) ?? []
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
              name={operand.name}
            />
          ))
        : null}
    </div>
  );
}

interface OperandProps {
  field: FieldView;
  operator: FieldView["operators"][number];
  at: number;
  name: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Operand({ field, operator, at, value, onChange }: OperandProps) {
  const { kind: kindOf } = useKinds();
  const kind = kindOf(field.kind);
  const operand = operator.operands[at];
  if (!operand) return null;
  return (
    <div className={styles.operand}>
      {isTyped(operand) ? (
        <TypedValues field={field} operand={operand} value={value} onChange={onChange} />
      ) : kind.FilterValue ? (
        <kind.FilterValue
          field={field}
          operator={operator}
          operand={operand}
          value={value}
          onChange={onChange}
        />
      ) : (
        <kind.Edit
          id={`filter-${field.key}-${at}`}
          field={field}
          value={value}
          values={{}}
          onChange={onChange}
          issues={[]}
          compact
        />
      )}
    </div>
  );
}
