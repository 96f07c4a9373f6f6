/** The settings of a view: its name, what its kind shows, which records and in which order. */
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import type { FilterTree } from "~/api/types";
import { viewKind } from "~/kinds/viewRegistry";
import { textOf } from "~/words";
import { setMember, setText } from "../../document/commands/settings";
import { type ViewDefinition, viewPlace } from "../../document/commands/views";
import { isObject, type Json } from "../../document/json";
import { labelOf } from "../../document/model";
import design from "../Design.module.css";
import { useDesign, useDraft } from "../DesignContext";
import { FilterRows } from "../FilterRows";
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
  const tree = isObject(view.filter) ? (view.filter as unknown as FilterTree) : null;
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
          <SettingLine name={t("filter")} place={[...place, "filter"]} help={tree ? "" : t("filter_help")}>
            <FilterRows
              label={t("filter")}
              tree={tree}
              fields={fields}
              onChange={(next) =>
                run("view", name, setMember(place, "filter", (next ?? undefined) as Json | undefined))
              }
            />
          </SettingLine>
          <SortSetting view={view} fields={fields} name={name} />
          {viewKind(view.kind).hasColumns ? <RowSettings view={view} fields={fields} name={name} /> : null}
        </>
      ) : null}
    </>
  );
}
