/** A setting of a block, edited by what it takes. */
import { InputNumber, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import type { Schema } from "~/api/kinds";
import type { FilterTree } from "~/api/types";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useDraft } from "../design/DesignContext";
import { FieldPicks } from "../design/FieldPicks";
import { FilterRows } from "../design/FilterRows";
import { LabelEditor } from "../design/settings/LabelEditor";
import { SettingLine } from "../design/settings/SettingLine";
import { useSettingWords } from "../design/settings/settingWords";
import { listedFields, nameOfField } from "../design/views/viewNames";
import type { BlockDefinition } from "../document/commands/pages";
import { setMember, setText } from "../document/commands/settings";
import { isObject, type Json, listOf, textIn } from "../document/json";
import { formOf, labelOf } from "../document/model";
import type { Place } from "../document/place";
import { type BlockSetting, blockSettings } from "./blockSettings";
import { usePaging } from "./PagingContext";

interface BlockSettingProps {
  setting: BlockSetting;
  block: BlockDefinition;
  place: Place;
  root: Schema;
  name: string;
}

export function BlockSettingEditor(props: BlockSettingProps) {
  const { setting, block, place, root, name } = props;
  const paging = usePaging();
  const { document, run, locale, kinds, store } = paging.design;
  const { app = "" } = useParams();
  const { session } = useDraft();
  const { t } = useTranslation("design");
  const outline = useOutline(app, session.revision).data;
  const words = useSettingWords(`block.${block.kind}`);
  const id = useId();
  const at = [...place, setting.name];
  const value = block[setting.name];
  const title = words.name(setting.name);
  const line = { id, name: title, help: words.help(setting.name), place: at };
  const set = (next: Json | undefined): void => {
    run("block", name, setMember(place, setting.name, next));
  };

  // What another form has is asked for once it is known which form that is.
  const isThere = setting.takes === "filter" || setting.takes?.startsWith("source_") === true;
  const source = paging.linked.find(({ key }) => key === textIn(block.source));
  const key = isThere ? source?.form : paging.page.form;
  const form = key === undefined ? undefined : formOf(document, key);
  if (!form) return null;
  const nameOf = (field: string): string => nameOfField(form, field, locale);
  const choices = paging.choices(form.key, block.kind, setting.name);

  if (setting.takes === "filter")
    return outline ? (
      <SettingLine {...line} {...(value ? { help: "" } : {})}>
        <FilterRows
          key={form.key}
          label={title}
          tree={isObject(value) ? (value as unknown as FilterTree) : null}
          fields={listedFields(form, outline, kinds, document)}
          onChange={(tree) => set((tree ?? undefined) as Json | undefined)}
        />
      </SettingLine>
    ) : null;
  if (setting.takes === "fields" || setting.takes === "source_fields") {
    if (choices.length === 0 && listOf(value).length === 0) return null;
    return (
      <SettingLine {...line}>
        <FieldPicks
          label={title}
          value={listOf(value).map(String)}
          choices={choices}
          nameOf={nameOf}
          onChange={(next) => set(next.length > 0 ? next : undefined)}
        />
      </SettingLine>
    );
  }
  if (setting.takes !== null) {
    const options =
      setting.takes === "source"
        ? paging.linked.map((one) => ({ value: one.key, label: sourceName(one.form, one.label) }))
        : choices.map((field) => ({ value: field, label: nameOf(field) }));
    return (
      <SettingLine {...line}>
        <Select<string | null>
          id={id}
          style={{ width: "100%" }}
          placeholder={t("choose")}
          allowClear={setting.isOptional}
          value={textIn(value) || null}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={options}
          onChange={(next) => (setting.takes === "source" ? lead(next) : set(next ?? undefined))}
        />
      </SettingLine>
    );
  }
  if (setting.holds === "switch") {
    const usual = setting.fallback === true;
    return (
      <SettingLine
        {...line}
        control={
          <Switch
            id={id}
            size="small"
            checked={(value ?? usual) === true}
            onChange={(on) => set(on === usual ? undefined : on)}
          />
        }
      />
    );
  }
  if (setting.holds === "label")
    return (
      <SettingLine {...line}>
        <LabelEditor
          id={id}
          name={title}
          value={labelOf(block, setting.name)}
          locale={locale}
          isLong
          onChange={(language, text) =>
            run(
              "block",
              name,
              setText(document, place, setting.name, language, text),
              `${setting.name} ${block.key}`,
            )
          }
          onDone={() => store.settle()}
        />
      </SettingLine>
    );
  return (
    <SettingLine {...line}>
      <InputNumber<number>
        id={id}
        style={{ width: "100%" }}
        precision={0}
        value={typeof value === "number" ? value : Number(setting.fallback)}
        {...(setting.schema.minimum === undefined ? {} : { min: setting.schema.minimum })}
        {...(setting.schema.maximum === undefined ? {} : { max: setting.schema.maximum })}
        onChange={(next) => set(next === null || next === setting.fallback ? undefined : next)}
      />
    </SettingLine>
  );

  function sourceName(there: string, label: Parameters<typeof textOf>[0]): string {
    return textOf(label, locale) || textOf(labelOf(formOf(document, there)), locale) || there;
  }

  /** Another link: what was chosen of the records behind the one before means nothing there. */
  function lead(next: string | null): void {
    const others = blockSettings(root).flatMap(({ name: member, takes }) =>
      (takes === "filter" || takes?.startsWith("source_")) && block[member] !== undefined ? [member] : [],
    );
    run("block", name, [
      ...setMember(place, setting.name, next ?? undefined),
      ...others.flatMap((member) => setMember(place, member, undefined)),
    ]);
  }
}
