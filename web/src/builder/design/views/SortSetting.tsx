/** In which order a view shows its records. */
import { CloseOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember } from "../../document/commands/settings";
import { type ViewDefinition, viewPlace } from "../../document/commands/views";
import { isObject, type JsonObject, listOf, textIn } from "../../document/json";
import { useDesign } from "../DesignContext";
import { movedBefore } from "../lists";
import { OrderedList } from "../OrderedList";
import { SettingLine } from "../settings/SettingLine";
import styles from "./Views.module.css";
import { nameOfField } from "./viewNames";

interface SortSettingProps {
  view: ViewDefinition;
  fields: readonly FieldView[];
  name: string;
}

const keyOf = (item: JsonObject): string => textIn(item.field);

export function SortSetting({ view, fields, name }: SortSettingProps) {
  const { t } = useTranslation("viewing");
  const { form, locale, run } = useDesign();
  const place = viewPlace(view.key);
  const items = listOf(view.sort).filter(isObject);
  const free = fields.filter(({ key, sortable }) => sortable && !items.some((one) => one.field === key));
  const set = (next: readonly JsonObject[]): boolean =>
    run("view", name, setMember(place, "sort", next.length > 0 ? next : undefined));
  return (
    <SettingLine name={t("sort")} place={[...place, "sort"]} help={items.length > 0 ? "" : t("sort_help")}>
      <OrderedList
        label={t("sort")}
        items={items}
        keyOf={keyOf}
        nameOf={(item) => nameOfField(form, keyOf(item), locale)}
        onMove={(key, before) => set(movedBefore(items, keyOf, key, before))}
      >
        {(item) => (
          <div className={styles.sort}>
            <span className={styles.sortField}>{nameOfField(form, keyOf(item), locale)}</span>
            <Segmented
              size="small"
              aria-label={t("direction_of", { name: nameOfField(form, keyOf(item), locale) })}
              value={item.descending === true ? "down" : "up"}
              options={[
                { value: "up", label: t("up") },
                { value: "down", label: t("down") },
              ]}
              onChange={(direction) =>
                set(
                  items.map((one) =>
                    one === item
                      ? { field: keyOf(item), ...(direction === "down" ? { descending: true } : {}) }
                      : one,
                  ),
                )
              }
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("take_off", { name: nameOfField(form, keyOf(item), locale) })}
              onClick={() => set(items.filter((one) => one !== item))}
            />
          </div>
        )}
      </OrderedList>
      {free.length > 0 ? (
        <Select<string>
          style={{ width: "100%" }}
          value={null as unknown as string}
          aria-label={t("add_to", { name: t("sort") })}
          placeholder={t("add_field")}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={free.map(({ key, label }) => ({ value: key, label: textOf(label, locale) || key }))}
          onChange={(field) => set([...items, { field }])}
        />
      ) : null}
    </SettingLine>
  );
}
