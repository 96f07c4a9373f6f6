/** The settings of a section: its title, its columns, when it is shown. */
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Segmented, Switch, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutSection } from "~/api/types";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { laidOut } from "../document/commands/fields";
import { setColumns } from "../document/commands/sections";
import { setMember, setText } from "../document/commands/settings";
import { hasSections, MOST_COLUMNS, sectionPlace } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { ConditionEditor } from "./expression/ConditionEditor";
import { LabelEditor } from "./settings/LabelEditor";
import { SettingLine } from "./settings/SettingLine";
import { usePictures } from "./statics";
import { useDeeds } from "./useDeeds";
import { nameOfField } from "./views/viewNames";

export function SectionSettings({ section }: { section: LayoutSection }) {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { document, form, locale, run, store } = design;
  const deeds = useDeeds(design);
  const id = useId();
  const place = sectionPlace(form.key, section.key);
  const name = textOf(section.label, locale);
  const prepared = laidOut(document, form.key);
  const pictures = usePictures(form.key);
  const done = (): void => store.settle();
  return (
    <>
      <header className={styles.settingsHead}>
        <span className={styles.settingsKind}>{t("section")}</span>
        {hasSections(form) ? (
          <Tooltip title={t("remove_section")}>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("remove_section")}
              onClick={deeds.remove}
            />
          </Tooltip>
        ) : null}
      </header>
      <SettingLine id={`${id}-label`} name={t("section_title")} help={t("section_title_help")}>
        <LabelEditor
          id={`${id}-label`}
          name={t("section_title")}
          value={section.label}
          locale={locale}
          onChange={(language, text) =>
            run(
              "section_label",
              name,
              [...prepared, ...setText(document, place, "label", language, text)],
              `label ${form.key} ${section.key}`,
            )
          }
          onDone={done}
        />
      </SettingLine>
      <SettingLine id={`${id}-text`} name={t("section_text")} help={t("section_text_help")}>
        <LabelEditor
          id={`${id}-text`}
          name={t("section_text")}
          value={section.text}
          locale={locale}
          isLong
          onChange={(language, text) =>
            run(
              "section_text",
              name,
              [...prepared, ...setText(document, place, "text", language, text)],
              `text ${form.key} ${section.key}`,
            )
          }
          onDone={done}
        />
      </SettingLine>
      {pictures.length > 0 || section.picture ? (
        <SettingLine id={`${id}-picture`} name={t("section_picture")} place={[...place, "picture"]}>
          <Select<string | null>
            id={`${id}-picture`}
            style={{ width: "100%" }}
            allowClear
            placeholder={t("section_picture_none")}
            value={section.picture ?? null}
            options={pictures.map((key) => ({ value: key, label: nameOfField(form, key, locale) }))}
            onChange={(key) =>
              run("set", name, [...prepared, ...setMember(place, "picture", key ?? undefined)])
            }
          />
        </SettingLine>
      ) : null}
      <SettingLine
        id={`${id}-joined`}
        name={t("section_joined")}
        help={t("section_joined_help")}
        control={
          <Switch
            id={`${id}-joined`}
            size="small"
            checked={section.joined === true}
            onChange={(on) =>
              run("set", name, [...prepared, ...setMember(place, "joined", on ? true : undefined)])
            }
          />
        }
      />
      <SettingLine name={t("section_columns")}>
        <Segmented<number>
          block
          size="small"
          aria-label={t("section_columns")}
          value={section.columns}
          options={Array.from({ length: MOST_COLUMNS }, (_, at) => at + 1)}
          onChange={(columns) => run("columns", name, setColumns(document, form.key, section.key, columns))}
        />
      </SettingLine>
      <SettingLine
        id={`${id}-folded`}
        name={t("section_folded")}
        help={t("section_folded_help")}
        control={
          <Switch
            id={`${id}-folded`}
            size="small"
            checked={section.collapsed}
            onChange={(on) =>
              run("set", name, [...prepared, ...setMember(place, "collapsed", on ? true : undefined)])
            }
          />
        }
      />
      <SettingLine id={`${id}-when`} name={t("section_when")} help={t("section_when_help")}>
        <ConditionEditor
          id={`${id}-when`}
          name={t("section_when")}
          value={section.visible_when}
          place={[...place, "visible_when"]}
          onChange={(text) =>
            run(
              "set",
              name,
              [...prepared, ...setMember(place, "visible_when", text || undefined)],
              `when ${form.key} ${section.key}`,
            )
          }
          onDone={done}
        />
      </SettingLine>
    </>
  );
}
