/** Orders the list by one or more fields. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { FormView, SortKey } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { columnFields } from "../grid/columns";
import styles from "./SortButton.module.css";

export interface SortPanelProps {
  form: FormView;
  sort: readonly SortKey[];
  /** Whether the address says otherwise than the view. */
  changed: boolean;
  onChange: (sort: readonly SortKey[] | null) => void;
}

export function SortPanel({ form, sort, changed, onChange }: SortPanelProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const fields = columnFields(useCurrentApp(), form).filter(({ sortable }) => sortable);
  const free = fields.filter(({ key }) => !sort.some((one) => one.field === key));
  const put = (at: number, next: SortKey | null): void =>
    onChange(sort.flatMap((one, index) => (index === at ? (next ? [next] : []) : [one])));

  return (
    <div className={styles.panel}>
      {sort.map((one, at) => (
        <div key={one.field} className={styles.line}>
          <Select
            className={styles.field ?? ""}
            aria-label={t("sort.by")}
            value={one.field}
            showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
            options={fields
              .filter(({ key }) => key === one.field || free.some((field) => field.key === key))
              .map(({ key, label }) => ({ value: key, label: textOf(label, locale) }))}
            onChange={(field: string) => put(at, { ...one, field })}
          />
          <Segmented
            aria-label={t("sort.direction")}
            value={one.descending ? "down" : "up"}
            options={[
              { value: "up", label: t("sort.up") },
              { value: "down", label: t("sort.down") },
            ]}
            onChange={(direction) => put(at, { ...one, descending: direction === "down" })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("sort.remove")}
            onClick={() => put(at, null)}
          />
        </div>
      ))}
      <div className={styles.more}>
        {free[0] ? (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => onChange([...sort, { field: free[0]?.key ?? "", descending: false }])}
          >
            {t("sort.add")}
          </Button>
        ) : null}
        {changed ? (
          <Button type="link" size="small" onClick={() => onChange(null)}>
            {t("sort.reset")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
