/** The settings of a view: its name, what its kind shows, which records and in which order. */
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import type { FilterTree } from "~/api/types";
import { viewKind } from "~/kinds/viewRegistry";
import { fromTree, type Group, toTree } from "~/runtime/filter/conditions";
import { FilterEditor } from "~/runtime/filter/FilterEditor";
import { textOf } from "~/words";
import { setMember, setText } from "../../document/commands/settings";
import { type ViewDefinition, viewPlace } from "../../document/commands/views";
import { isObject, type Json } from "../../document/json";
import { labelOf } from "../../document/model";
import design from "../Design.module.css";
import { useDesign, useDraft } from "../DesignContext";
import { LabelEditor } from "../settings/LabelEditor";
import { SettingLine } from "../settings/SettingLine";
import { FieldsSetting } from "./FieldsSetting";
import { RowSettings } from "./RowSettings";
import { SortSetting } from "./SortSetting";
import { listedFields } from "./viewNames";

export function ViewSettings({ view }: { view: ViewDefinition }) {
  const { t } = useTranslation("viewing");
  const { app = "" } = useParams();
  const { document, form, kinds, locale, run, store } = useDesign();
  const { session } = useDraft();
  const outline = useOutline(app, session.revision).data;
  const id = useId();
  const place = viewPlace(view.key);
  const name = textOf(labelOf(view), locale) || view.key;
  const fields = useMemo(
    () => (outline ? listedFields(form, outline, kinds, document) : []),
    [form, outline, kinds, document],
  );
  const kind = outline?.forms[form.key]?.view_kinds.find((one) => one.kind === view.kind);
  const { icon: Icon } = viewKind(view.kind);
  return (
    <>
      <header className={design.settingsHead}>
        <Icon aria-hidden />
        <span className={design.settingsKind}>{textOf(kind?.title, locale) || t("view")}</span>
      </header>
      <SettingLine id={`${id}-label`} name={t("name")} place={[...place, "label"]}>
        <LabelEditor
          id={`${id}-label`}
          name={t("name")}
          value={labelOf(view)}
          locale={locale}
          onChange={(language, text) =>
            run("view", name, setText(document, place, "label", language, text), `label view ${view.key}`)
          }
          onDone={() => store.settle()}
        />
      </SettingLine>
      {kind?.settings.map((setting) => (
        <FieldsSetting key={setting.name} view={view} setting={setting} name={name} />
      ))}
      {outline ? (
        <>
          <FilterSetting
            view={view}
            fields={new Map(fields.map((field) => [field.key, field]))}
            name={name}
          />
          <SortSetting view={view} fields={fields} name={name} />
          {viewKind(view.kind).hasColumns ? <RowSettings view={view} fields={fields} name={name} /> : null}
        </>
      ) : null}
    </>
  );
}

interface FilterSettingProps {
  view: ViewDefinition;
  fields: ReadonlyMap<string, ReturnType<typeof listedFields>[number]>;
  name: string;
}

/** The rows as of a tree: those that say too little are not in it yet. */
interface Rows {
  tree: string;
  group: Group;
}

function FilterSetting({ view, fields, name }: FilterSettingProps) {
  const { t } = useTranslation("viewing");
  const { run } = useDesign();
  const place = viewPlace(view.key);
  const [rows, setRows] = useState<Rows | null>(null);
  const tree = isObject(view.filter) ? (view.filter as unknown as FilterTree) : null;
  const written = JSON.stringify(tree);
  const group = rows?.tree === written ? rows.group : fromTree(tree, fields);
  const compared = new Map([...fields].filter(([, { operators }]) => operators.length > 0));

  function change(next: Group): void {
    const found = toTree(next, compared);
    setRows({ tree: JSON.stringify(found), group: next });
    if (JSON.stringify(found) !== written)
      run("view", name, setMember(place, "filter", (found ?? undefined) as Json | undefined));
  }

  return (
    <SettingLine
      name={t("filter")}
      place={[...place, "filter"]}
      help={group.items.length > 0 ? "" : t("filter_help")}
    >
      <fieldset className={design.plain} aria-label={t("filter")}>
        <FilterEditor narrow fields={compared} value={group} onChange={change} />
      </fieldset>
    </SettingLine>
  );
}
