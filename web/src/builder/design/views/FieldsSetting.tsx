/** A setting of a view that names fields: one of them, or several in their order. */

import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ViewSetting } from "~/api/types";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember } from "../../document/commands/settings";
import { type ViewDefinition, viewPlace } from "../../document/commands/views";
import { type Json, listOf, objectOf, textIn } from "../../document/json";
import { useDesign } from "../DesignContext";
import { FieldPicks } from "../FieldPicks";
import { SettingLine } from "../settings/SettingLine";
import { nameOfField } from "./viewNames";

interface FieldsSettingProps {
  view: ViewDefinition;
  setting: ViewSetting;
  name: string;
}

export function FieldsSetting(props: FieldsSettingProps) {
  return props.setting.many ? <Several {...props} /> : <One {...props} />;
}

const filterOption = (typed: string, option: { label?: unknown } | undefined): boolean =>
  matches(String(option?.label ?? ""), typed);

function One({ view, setting, name }: FieldsSettingProps) {
  const { t } = useTranslation("viewing");
  const { form, locale, run } = useDesign();
  const id = useId();
  const place = viewPlace(view.key);
  return (
    <SettingLine id={id} name={textOf(setting.label, locale)} place={[...place, setting.name]}>
      <Select<string | null>
        id={id}
        style={{ width: "100%" }}
        placeholder={t("choose")}
        allowClear={!setting.required}
        value={textIn(view[setting.name]) || null}
        showSearch={{ filterOption }}
        options={setting.choices.map((key) => ({ value: key, label: nameOfField(form, key, locale) }))}
        onChange={(key) => run("view", name, setMember(place, setting.name, key ?? undefined))}
      />
    </SettingLine>
  );
}

function Several({ view, setting, name }: FieldsSettingProps) {
  const { form, locale, run } = useDesign();
  const place = viewPlace(view.key);
  const { member } = setting;
  const label = textOf(setting.label, locale);
  const items = listOf(view[setting.name]);
  const keyOf = (item: Json): string => (member ? textIn(objectOf(item)[member]) : String(item));
  const itemOf = (key: string): Json =>
    items.find((item) => keyOf(item) === key) ?? (member ? { [member]: key } : key);
  return (
    <SettingLine name={label} place={[...place, setting.name]}>
      <FieldPicks
        label={label}
        value={items.map(keyOf)}
        choices={setting.choices}
        nameOf={(key) => nameOfField(form, key, locale)}
        onChange={(keys) => run("view", name, setMember(place, setting.name, keys.map(itemOf)))}
      />
    </SettingLine>
  );
}
