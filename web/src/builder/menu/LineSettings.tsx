/** The settings of a line of the menu: what it is called, its picture, where it leads, and to whom it is shown. */
import {
  ArrowDownOutlined,
  ArrowLeftOutlined,
  ArrowRightOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
} from "@ant-design/icons";
import { Button, Input, Switch, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import designStyles from "../design/Design.module.css";
import type { Design } from "../design/DesignContext";
import { IconPicker } from "../design/IconPicker";
import { LabelEditor } from "../design/settings/LabelEditor";
import { SettingLine } from "../design/settings/SettingLine";
import { isGroup, isShownTo, linePlace, type StandingLine, setLine, showTo } from "../document/commands/menu";
import { rolesOf } from "../document/commands/roles";
import { viewsOf } from "../document/commands/views";
import { type Json, textIn } from "../document/json";
import { formOf, formsOf, labelOf } from "../document/model";
import { grantOf } from "../roles/grants";
import styles from "./Menu.module.css";
import type { MenuDeeds, Way } from "./useMenuDeeds";

const STEPS: readonly (readonly [Way, React.ReactNode])[] = [
  ["up", <ArrowUpOutlined aria-hidden key="up" />],
  ["down", <ArrowDownOutlined aria-hidden key="down" />],
  ["in", <ArrowRightOutlined aria-hidden key="in" />],
  ["out", <ArrowLeftOutlined aria-hidden key="out" />],
];

interface LineSettingsProps {
  design: Design;
  standing: StandingLine;
  deeds: MenuDeeds;
}

export function LineSettings({ design, standing, deeds }: LineSettingsProps) {
  const { t } = useTranslation("menu");
  const { document, locale, run, store } = design;
  const id = useId();
  const { line } = standing;
  const { key } = line;
  const place = linePlace(standing);
  const name = deeds.nameOf(line);
  const form = formOf(document, textIn(line.form));
  const what = form ? "form_line" : isGroup(line) ? "group" : "link";
  const set = (members: Readonly<Record<string, Json | undefined>>, merges?: string): boolean =>
    run("line", name, setLine(document, key, members), merges);
  const roles = rolesOf(document).filter(({ administrator }) => administrator !== true);

  return (
    <>
      <header className={designStyles.settingsHead}>
        <span className={designStyles.settingsKind}>{t(what)}</span>
        {STEPS.map(([way, icon]) => (
          <Tooltip key={way} title={t(`step.${way}`)}>
            <Button
              type="text"
              size="small"
              icon={icon}
              aria-label={t(`step.${way}`)}
              disabled={!deeds.canStep(key, way)}
              onClick={() => deeds.step(key, way)}
            />
          </Tooltip>
        ))}
      </header>
      <SettingLine
        id={`${id}-label`}
        name={t("label")}
        place={[...place, "label"]}
        {...(form ? { help: t("label_help", { form: textOf(labelOf(form), locale) || form.key }) } : {})}
      >
        <LabelEditor
          id={`${id}-label`}
          name={t("label")}
          value={labelOf(line)}
          locale={locale}
          onChange={(language, text) => {
            const next = { ...labelOf(line), [language]: text };
            const isBlank = Object.values(next).every((one) => !one);
            set({ label: isBlank && form ? undefined : next }, `label line ${key}`);
          }}
          onDone={() => store.settle()}
        />
      </SettingLine>
      {form ? (
        <>
          <SettingLine id={`${id}-form`} name={t("form")} place={[...place, "form"]}>
            <Select<string>
              id={`${id}-form`}
              style={{ width: "100%" }}
              value={form.key}
              options={formsOf(document).map((one) => ({
                value: one.key,
                label: textOf(labelOf(one), locale) || one.key,
              }))}
              onChange={(next) => set({ form: next, view: undefined })}
            />
          </SettingLine>
          <SettingLine id={`${id}-view`} name={t("view")} place={[...place, "view"]} help={t("view_help")}>
            <Select<string>
              id={`${id}-view`}
              style={{ width: "100%" }}
              allowClear
              placeholder={t("usual_view")}
              value={textIn(line.view) || null}
              options={viewsOf(document, form.key).map((one) => ({
                value: one.key,
                label: textOf(labelOf(one), locale) || one.key,
              }))}
              onChange={(next) => set({ view: next ?? undefined })}
            />
          </SettingLine>
        </>
      ) : null}
      {what === "link" ? (
        <SettingLine
          id={`${id}-link`}
          name={t("address")}
          place={[...place, "link"]}
          help={t("address_help")}
        >
          <Input
            id={`${id}-link`}
            type="url"
            value={textIn(line.link)}
            placeholder="https://"
            maxLength={2_000}
            onChange={(event) => set({ link: event.target.value.trim() }, `link line ${key}`)}
            onBlur={() => store.settle()}
          />
        </SettingLine>
      ) : null}
      <SettingLine
        name={t("design:icon")}
        control={
          textIn(line.icon) ? (
            <Button type="link" size="small" onClick={() => set({ icon: undefined })}>
              {t(form ? "icon_of_form" : "icon_none")}
            </Button>
          ) : null
        }
      >
        <IconPicker value={textIn(line.icon) || textIn(form?.icon)} onChange={(icon) => set({ icon })} />
      </SettingLine>
      {roles.length > 0 ? (
        <SettingLine name={t("shown_to")} help={t("shown_to_help")}>
          <ul className={styles.roles}>
            {roles.map((role) => {
              const called = textOf(labelOf(role), locale) || role.key;
              const lacks = form !== undefined && grantOf(role, form.key) === null;
              return (
                <li key={role.key} className={styles.role}>
                  <label htmlFor={`${id}-${role.key}`}>
                    {called}
                    {lacks ? <span className={styles.quiet}>{t("no_rights")}</span> : null}
                  </label>
                  <Switch
                    id={`${id}-${role.key}`}
                    size="small"
                    checked={isShownTo(role, key)}
                    onChange={(on) => run("show_line", name, showTo(document, role.key, key, on))}
                  />
                </li>
              );
            })}
          </ul>
        </SettingLine>
      ) : null}
      <div className={designStyles.deeds}>
        <Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => deeds.remove(key)}>
          {t("remove")}
        </Button>
      </div>
      {isGroup(line) ? <p className={designStyles.quiet}>{t("remove_group")}</p> : null}
    </>
  );
}
