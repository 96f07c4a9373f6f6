/** The settings of a field, or of a column of a sub-table, on three pages. */
import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Segmented, Switch, Tooltip } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Locale, textOf } from "~/words";
import { setMember, setText } from "../document/commands/settings";
import { type FieldDefinition, fieldsPlace, hasRows, labelOf } from "../document/model";
import type { Place } from "../document/place";
import { RolesOfField } from "../roles/RolesOfField";
import { Columns } from "./Columns";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { FieldKey } from "./FieldKey";
import { KindChoice } from "./KindChoice";
import { SpanSetting } from "./SpanSetting";
import { someFields } from "./selection";
import { LabelEditor } from "./settings/LabelEditor";
import { SettingEditor } from "./settings/SettingEditor";
import { SettingLine } from "./settings/SettingLine";
import { isOfComputed, PAGES, type Page, pageOf, settingsOf } from "./settings/schema";
import { useSettingWords } from "./settings/settingWords";
import { useDeeds } from "./useDeeds";
import { useFollowingKey } from "./useFollowingKey";
import { UsedIn } from "./uses/UsedIn";

interface FieldSettingsProps {
  field: FieldDefinition;
  table: string | null;
}

export function FieldSettings({ field, table }: FieldSettingsProps) {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { form, kinds, locale, select } = design;
  const deeds = useDeeds(design);
  const [page, setPage] = useState<Page>("basics");
  const item = kinds.get(field.kind);
  const place = [...fieldsPlace(form.key, table), { key: field.key }];
  const name = textOf(labelOf(field), locale) || field.key;
  const settings = item
    ? settingsOf(item.schema).filter(
        (setting) => pageOf(setting) === page && (!item.computed || isOfComputed(setting)),
      )
    : [];
  return (
    <>
      <header className={styles.settingsHead}>
        <KindChoice field={field} table={table} />
        <Tooltip title={t("duplicate")}>
          <Button
            type="text"
            size="small"
            icon={<CopyOutlined aria-hidden />}
            aria-label={t("duplicate")}
            onClick={deeds.duplicate}
          />
        </Tooltip>
        <Tooltip title={t("remove")}>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("remove")}
            onClick={deeds.remove}
          />
        </Tooltip>
      </header>
      {table ? (
        <Button
          type="link"
          size="small"
          className={styles.up ?? ""}
          onClick={() => select(someFields([table]))}
        >
          {t("up_to_table")}
        </Button>
      ) : null}
      <Segmented<Page>
        block
        size="small"
        className={styles.pages ?? ""}
        value={page}
        onChange={setPage}
        aria-label={t("settings")}
        options={PAGES.map((one) => ({ value: one, label: t(`page.${one}`) }))}
      />
      {page === "basics" ? <Texts field={field} table={table} place={place} name={name} /> : null}
      {page === "rules" ? <Flags field={field} place={place} name={name} /> : null}
      {page === "rights" ? <RolesOfField field={field} table={table} /> : null}
      {page === "advanced" ? <FieldKey key={field.key} field={field} table={table} /> : null}
      {item
        ? settings.map((setting) => (
            <SettingEditor
              key={`${field.kind} ${setting.name}`}
              setting={setting}
              kind={field.kind}
              place={place}
              root={item.schema}
              name={name}
            />
          ))
        : null}
      {page === "basics" && hasRows(field) ? <Columns table={field} /> : null}
      {page === "basics" && table === null ? <SpanSetting field={field} /> : null}
      <UsedIn key={field.key} part={{ form: form.key, field: table ? `${table}.${field.key}` : field.key }} />
    </>
  );
}

interface PartProps {
  field: FieldDefinition;
  place: Place;
  name: string;
}

function Texts({ field, table, place, name }: PartProps & { table: string | null }) {
  const { document, locale, run, store } = useDesign();
  const words = useSettingWords(field.kind);
  const id = useId();
  const follow = useFollowingKey(field, table);
  const write = (member: string) => (language: Locale, text: string) => {
    const others = member === "label" ? follow.stale(language) : [];
    run(
      member,
      name,
      [...setText(document, place, member, language, text), ...others],
      `${member} ${JSON.stringify(place)}`,
    );
  };
  return (
    <>
      <SettingLine id={`${id}-label`} name={words.name("label")} place={[...place, "label"]}>
        <LabelEditor
          id={`${id}-label`}
          name={words.name("label")}
          value={labelOf(field)}
          locale={locale}
          onChange={write("label")}
          onDone={() => {
            store.settle();
            follow.rename();
          }}
        />
      </SettingLine>
      <SettingLine id={`${id}-help`} name={words.name("help")} help={words.help("help")}>
        <LabelEditor
          id={`${id}-help`}
          name={words.name("help")}
          value={labelOf(field, "help")}
          locale={locale}
          isLong
          onChange={write("help")}
          onDone={() => store.settle()}
        />
      </SettingLine>
    </>
  );
}

function Flags({ field, place, name }: PartProps) {
  const { kinds, run } = useDesign();
  const words = useSettingWords(field.kind);
  const id = useId();
  const item = kinds.get(field.kind);
  const flags = [...(item?.computed ? [] : ["required"]), ...(item?.can_be_unique ? ["unique"] : [])];
  return flags.map((flag) => (
    <SettingLine
      key={flag}
      id={`${id}-${flag}`}
      name={words.name(flag)}
      help={words.help(flag)}
      place={[...place, flag]}
      control={
        <Switch
          id={`${id}-${flag}`}
          size="small"
          checked={field[flag] === true}
          onChange={(on) => run("set", name, setMember(place, flag, on ? true : undefined))}
        />
      }
    />
  ));
}
