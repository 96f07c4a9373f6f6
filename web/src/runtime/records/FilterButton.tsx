/** Opens the filter builder: beside its button, or from the bottom of a phone. */
import { FilterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { later } from "~/ui/later";
import { Panel } from "~/ui/Panel";
import { Sheet } from "~/ui/Sheet";
import { countOf, type Group } from "../filter/conditions";
import styles from "./Toolbar.module.css";

const FilterEditor = later(async () => (await import("../filter/FilterEditor")).FilterEditor, null);

interface FilterButtonProps {
  fields: ReadonlyMap<string, FieldView>;
  filter: FilterTree | null;
  value: Group;
  /** How many records the list shows; not known while it is read. */
  total: number | null;
  open: boolean;
  phone: boolean;
  onOpen: (open: boolean) => void;
  onChange: (value: Group) => void;
}

export function FilterButton(props: FilterButtonProps) {
  const { fields, filter, value, total, open, phone, onOpen, onChange } = props;
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const count = countOf(filter);
  if (fields.size === 0) return null;
  const editor = (
    <>
      {value.items.length === 0 ? <p className={styles.empty}>{t("filter.none")}</p> : null}
      <FilterEditor fields={fields} value={value} onChange={onChange} />
    </>
  );
  const button = (
    <Button
      type="text"
      icon={<FilterOutlined aria-hidden />}
      className={count > 0 ? (styles.active ?? "") : ""}
      aria-expanded={open}
      onClick={phone ? () => onOpen(!open) : undefined}
    >
      {count > 0 ? t("filter.count", { count }) : t("filter.title")}
    </Button>
  );
  if (phone) {
    return (
      <>
        {button}
        <Sheet
          open={open}
          title={t("filter.title")}
          footer={
            <div className={styles.outcome}>
              <Button disabled={value.items.length === 0} onClick={() => onChange({ ...value, items: [] })}>
                {t("filter.clear")}
              </Button>
              <Button type="primary" onClick={() => onOpen(false)}>
                {t("filter.show", { count: total ?? 0, number: total?.toLocaleString(locale) ?? "…" })}
              </Button>
            </div>
          }
          onClose={() => onOpen(false)}
        >
          {editor}
        </Sheet>
      </>
    );
  }
  return (
    <Panel
      bring={FilterEditor.bring}
      open={open}
      onOpen={onOpen}
      label={t("filter.title")}
      content={<div className={styles.panel}>{editor}</div>}
    >
      {button}
    </Panel>
  );
}
