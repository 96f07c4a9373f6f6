/** By what rows are gathered under heads: up to three fields, days and moments by a span of time. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldView, GroupKey } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useIsOffered } from "../filter/offered";
import styles from "./Editors.module.css";

interface GroupEditorProps {
  /** Every field; those that rows cannot be grouped by are not offered. */
  fields: readonly FieldView[];
  groups: readonly GroupKey[];
  onChange: (groups: readonly GroupKey[]) => void;
}

export const MOST_GROUPS = 3;
const BY_VALUE = "value";
/** Most look at months. */
const USUAL = "month";

const canGroup = ({ groups }: FieldView): boolean => (groups?.length ?? 0) > 0;

/** A field as a new group. */
function begin(field: FieldView): GroupKey {
  if (field.groups?.includes(BY_VALUE)) return { field: field.key };
  return { field: field.key, unit: field.groups?.includes(USUAL) ? USUAL : (field.groups?.[0] ?? null) };
}

export function GroupEditor({ fields, groups, onChange }: GroupEditorProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const isOffered = useIsOffered();
  const offered = fields.filter(canGroup);
  const free = offered.filter(({ key }) => !groups.some(({ field }) => field === key));
  const put = (at: number, next: GroupKey | null): void =>
    onChange(groups.flatMap((one, index) => (index === at ? (next ? [next] : []) : [one])));

  return (
    <div className={styles.editor}>
      {groups.map((group, at) => {
        const field = offered.find(({ key }) => key === group.field);
        const units = field?.groups?.filter((way) => way !== BY_VALUE && isOffered(way, group.unit)) ?? [];
        return (
          <div key={group.field} className={styles.line}>
            <Select
              className={styles.grow ?? ""}
              aria-label={t("groups.by")}
              value={group.field}
              showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
              options={offered
                .filter(({ key }) => key === group.field || free.some((one) => one.key === key))
                .map(({ key, label }) => ({ value: key, label: textOf(label, locale) || key }))}
              onChange={(key: string) => {
                const next = offered.find((one) => one.key === key);
                if (next) put(at, begin(next));
              }}
            />
            {units.length > 0 ? (
              <Select
                aria-label={t("groups.unit")}
                value={group.unit ?? ""}
                options={units.map((unit) => ({ value: unit, label: t(`groups.units.${unit}`) }))}
                onChange={(unit: string) => put(at, { ...group, unit })}
              />
            ) : null}
            <Segmented
              aria-label={t("sort.direction")}
              value={group.descending ? "down" : "up"}
              options={[
                { value: "up", label: t("sort.up") },
                { value: "down", label: t("sort.down") },
              ]}
              onChange={(direction) => put(at, { ...group, descending: direction === "down" })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("groups.remove")}
              onClick={() => put(at, null)}
            />
          </div>
        );
      })}
      {free[0] && groups.length < MOST_GROUPS ? (
        <Button
          type="text"
          size="small"
          className={styles.add ?? ""}
          icon={<PlusOutlined aria-hidden />}
          onClick={() => free[0] && onChange([...groups, begin(free[0])])}
        >
          {t(groups.length > 0 ? "groups.add_within" : "groups.add_first")}
        </Button>
      ) : null}
    </div>
  );
}
