/** How a view of rows gathers, sums up and colours them, and which columns stay in their place. */
import { CloseOutlined } from "@ant-design/icons";
import { Button, InputNumber } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, GroupKey, RowColour, TotalKey } from "~/api/types";
import { ColourEditor } from "~/runtime/grid/ColourEditor";
import { MOST_FROZEN } from "~/runtime/grid/GridHead";
import { GroupEditor } from "~/runtime/grid/GroupEditor";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember } from "../../document/commands/settings";
import { type ViewDefinition, viewPlace } from "../../document/commands/views";
import { isObject, type Json, listOf, textIn } from "../../document/json";
import design from "../Design.module.css";
import { useDesign } from "../DesignContext";
import { SettingLine } from "../settings/SettingLine";
import styles from "./Views.module.css";
import { nameOfField } from "./viewNames";

interface RowSettingsProps {
  view: ViewDefinition;
  fields: readonly FieldView[];
  name: string;
}

export function RowSettings({ view, fields, name }: RowSettingsProps) {
  const { t } = useTranslation("viewing");
  const { run } = useDesign();
  const id = useId();
  const place = viewPlace(view.key);
  const groups = listOf(view.groups).filter(isObject) as unknown as readonly GroupKey[];
  const colours = listOf(view.colours).filter(isObject) as unknown as readonly RowColour[];
  const compared = new Map(
    fields.filter(({ operators }) => operators.length > 0).map((one) => [one.key, one]),
  );
  const set = (member: string, value: readonly unknown[]): boolean =>
    run("view", name, setMember(place, member, value.length > 0 ? (value as Json) : undefined));
  return (
    <>
      <SettingLine
        name={t("groups")}
        place={[...place, "groups"]}
        help={groups.length ? "" : t("groups_help")}
      >
        <fieldset className={design.plain} aria-label={t("groups")}>
          <GroupEditor fields={fields} groups={groups} onChange={(next) => set("groups", next)} />
        </fieldset>
      </SettingLine>
      <Totals view={view} fields={fields} name={name} />
      <SettingLine name={t("colours")} place={[...place, "colours"]}>
        <fieldset className={design.plain} aria-label={t("colours")}>
          <ColourEditor
            narrow
            fields={compared}
            colours={colours}
            onChange={(next) => set("colours", next)}
          />
        </fieldset>
      </SettingLine>
      <SettingLine id={id} name={t("frozen")} place={[...place, "frozen"]} help={t("frozen_help")}>
        <InputNumber
          id={id}
          min={1}
          max={MOST_FROZEN}
          precision={0}
          value={typeof view.frozen === "number" ? view.frozen : 1}
          onChange={(count) =>
            run("view", name, setMember(place, "frozen", (count ?? 1) > 1 ? count : undefined))
          }
        />
      </SettingLine>
    </>
  );
}

function Totals({ view, fields, name }: RowSettingsProps) {
  const { t } = useTranslation("viewing");
  const words = useTranslation("grid").t;
  const { form, locale, run } = useDesign();
  const place = viewPlace(view.key);
  const totals = listOf(view.totals).filter(isObject) as unknown as readonly TotalKey[];
  const free = fields.filter(
    ({ key, aggregates }) => aggregates.length > 0 && !totals.some(({ field }) => field === key),
  );
  const set = (next: readonly TotalKey[]): boolean =>
    run("view", name, setMember(place, "totals", next.length > 0 ? (next as unknown as Json) : undefined));
  return (
    <SettingLine name={t("totals")} place={[...place, "totals"]} help={totals.length ? "" : t("totals_help")}>
      {totals.map((total) => {
        const called = nameOfField(form, total.field, locale);
        const ways = fields.find(({ key }) => key === textIn(total.field))?.aggregates ?? [total.by];
        return (
          <div key={total.field} className={styles.sort}>
            <span className={styles.sortField}>{called}</span>
            <Select
              size="small"
              aria-label={t("total_of", { name: called })}
              value={total.by}
              options={ways.map((by) => ({ value: by, label: words(`totals.${by}`) }))}
              onChange={(by) => set(totals.map((one) => (one === total ? { ...one, by } : one)))}
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("take_off", { name: called })}
              onClick={() => set(totals.filter((one) => one !== total))}
            />
          </div>
        );
      })}
      {free.length > 0 ? (
        <Select<string>
          style={{ width: "100%" }}
          value={null as unknown as string}
          aria-label={t("add_to", { name: t("totals") })}
          placeholder={t("add_field")}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={free.map(({ key, label }) => ({ value: key, label: textOf(label, locale) || key }))}
          onChange={(field) => {
            const by = free.find(({ key }) => key === field)?.aggregates[0];
            if (by) set([...totals, { field, by }]);
          }}
        />
      ) : null}
    </SettingLine>
  );
}
