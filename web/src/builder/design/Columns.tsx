/** The columns of a sub-table: chosen to be set, moved, and added by kind. */
import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { moveColumn } from "../document/commands/fields";
import { type FieldDefinition, fieldsOf, labelOf } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { useNewField } from "./newField";
import { groupsOf } from "./paletteOrder";
import { someFields } from "./selection";
import { SettingLine } from "./settings/SettingLine";

export function Columns({ table }: { table: FieldDefinition }) {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { form, kindList, kinds, locale, run, select } = design;
  const create = useNewField(design);
  const columns = fieldsOf(table);
  const nameOf = (column: FieldDefinition): string => textOf(labelOf(column), locale) || column.key;

  function move(at: number, before: string | null): void {
    const column = columns[at];
    if (column) run("move", nameOf(column), moveColumn(form.key, table.key, column.key, before));
  }

  return (
    <SettingLine name={t("columns")} help={t("columns_help")}>
      <ul className={styles.columns}>
        {columns.map((column, at) => (
          <li key={column.key}>
            <button
              type="button"
              className={styles.column}
              onClick={() => select(someFields([column.key], table.key))}
            >
              <Icon name={kinds.get(column.kind)?.icon} className={styles.kindIcon ?? ""} />
              <span className={styles.kindName}>{nameOf(column)}</span>
            </button>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined aria-hidden />}
              aria-label={t("move_up_of", { name: nameOf(column) })}
              disabled={at === 0}
              onClick={() => move(at, columns[at - 1]?.key ?? null)}
            />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined aria-hidden />}
              aria-label={t("move_down_of", { name: nameOf(column) })}
              disabled={at === columns.length - 1}
              onClick={() => move(at, columns[at + 2]?.key ?? null)}
            />
          </li>
        ))}
      </ul>
      <Select<string>
        style={{ width: "100%" }}
        value={null as unknown as string}
        aria-label={t("add_column")}
        placeholder={t("add_column")}
        prefix={<PlusOutlined aria-hidden />}
        showSearch={{
          filterOption: (typed, option) => matches(String(option?.label ?? ""), typed),
        }}
        options={groupsOf(kindList.filter(({ in_rows }) => in_rows)).map(({ group, items }) => ({
          label: t(`group.${group}`),
          options: items.map(({ kind, title }) => ({ value: kind, label: textOf(title, locale) })),
        }))}
        onChange={(kind) => create.addColumn(kind, table.key)}
      />
    </SettingLine>
  );
}
