/** A role itself: its name, who holds it, what it sees of the menu, and what it may do beside records. */
import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Switch } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoleHolders } from "~/api/roles";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { type Label, textOf } from "~/words";
import designStyles from "../design/Design.module.css";
import { useBuilding, useDraft } from "../design/DesignContext";
import { LabelEditor } from "../design/settings/LabelEditor";
import { SettingLine } from "../design/settings/SettingLine";
import {
  copyRole,
  freeRoleKey,
  type RoleDefinition,
  removeRole,
  rolePlace,
} from "../document/commands/roles";
import { setMember, setText } from "../document/commands/settings";
import { isList, isObject, listOf, objectOf, textIn } from "../document/json";
import { formOf, labelOf } from "../document/model";
import { HolderList } from "./HolderList";
import { RoleRemoval } from "./RoleRemoval";

interface RolePanelProps {
  role: RoleDefinition;
  /** Nothing where the role is not published, or the builder may not decide who holds it. */
  held: RoleHolders | null;
  onOpen: (role: string | null) => void;
}

export function RolePanel({ role, held, onOpen }: RolePanelProps) {
  const { t } = useTranslation("roles");
  const { store } = useBuilding();
  const { session } = useDraft();
  const locale = useLocale();
  const id = useId();
  const [isRemoving, setRemoving] = useState(false);
  const { document } = session;
  const place = rolePlace(role.key);
  const name = textOf(labelOf(role), locale) || role.key;
  const run = (what: string, edits: Parameters<typeof store.perform>[0]["edits"], merges?: string): boolean =>
    store.perform({ what, name, edits, merges });
  const text = (member: string, isLong = false) => (
    <LabelEditor
      id={`${id}-${member}`}
      name={t(`role.${member}`)}
      value={labelOf(role, member)}
      locale={locale}
      isLong={isLong}
      onChange={(language, typed) =>
        run("role", setText(document, place, member, language, typed), `role ${member} ${role.key}`)
      }
      onDone={() => store.settle()}
    />
  );
  const flag = (member: "administrator" | "builder") => (
    <SettingLine
      id={`${id}-${member}`}
      name={t(`role.${member}`)}
      help={t(`role_help.${member}`)}
      control={
        <Switch
          id={`${id}-${member}`}
          size="small"
          checked={role[member] === true}
          onChange={(on) => run("role", setMember(place, member, on ? true : undefined))}
        />
      }
    />
  );
  const pages = menuLines(document, locale);
  const count = held ? held.people.length + held.departments.length : 0;

  function copy(): void {
    const key = freeRoleKey(document, role.key);
    const suffix: Label = {
      "zh-CN": t("copy_suffix", { lng: "zh-CN" }),
      en: t("copy_suffix", { lng: "en" }),
    };
    const label = Object.fromEntries(
      Object.entries(labelOf(role)).map(([language, said]) => [
        language,
        said ? said + (suffix[language as keyof Label] ?? "") : said,
      ]),
    );
    if (run("copy_role", copyRole(document, role.key, key, label))) onOpen(key);
  }

  return (
    <>
      <SettingLine id={`${id}-label`} name={t("role.label")} place={[...place, "label"]}>
        {text("label")}
      </SettingLine>
      <SettingLine id={`${id}-description`} name={t("role.description")}>
        {text("description", true)}
      </SettingLine>
      <HolderList role={role.key} held={held} />
      {flag("administrator")}
      {role.administrator === true ? null : flag("builder")}
      {pages.length > 0 && role.administrator !== true ? (
        <SettingLine id={`${id}-pages`} name={t("role.pages")} help={t("role_help.pages")}>
          <Select<string[]>
            id={`${id}-pages`}
            mode="multiple"
            style={{ width: "100%" }}
            placeholder={t("all_pages")}
            value={isList(role.pages) ? role.pages.map(String) : []}
            options={pages}
            onChange={(chosen) =>
              run("role", setMember(place, "pages", chosen.length > 0 ? chosen : undefined))
            }
          />
        </SettingLine>
      ) : null}
      <div className={designStyles.deeds}>
        <Button icon={<CopyOutlined aria-hidden />} onClick={copy}>
          {t("copy")}
        </Button>
        <Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => setRemoving(true)}>
          {t("remove")}
        </Button>
      </div>
      {isRemoving ? (
        <RoleRemoval
          role={role}
          name={name}
          held={count > 0 ? t("remove_held", { count, names: namesOf(held) }) : t("remove_text")}
          onRemove={(own) => {
            setRemoving(false);
            if (run("remove_role", removeRole(document, role.key, own))) onOpen(null);
          }}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </>
  );
}

const NAMED = 5;

function namesOf(held: RoleHolders | null): string {
  const titles = [...(held?.departments ?? []), ...(held?.people ?? [])].map(({ title }) => title);
  return titles.slice(0, NAMED).join("、") + (titles.length > NAMED ? "…" : "");
}

/** The lines of the menu with what they are called; a form's line without a name of its own is called like the form. */
function menuLines(document: Parameters<typeof formOf>[0], locale: "zh-CN" | "en") {
  const found: { value: string; label: string }[] = [];
  function walk(entries: ReturnType<typeof listOf>, above: string): void {
    for (const entry of entries.filter(isObject)) {
      const form = formOf(document, textIn(entry.form));
      const own = textOf(labelOf(entry), locale) || textOf(labelOf(form), locale) || String(entry.key);
      const label = above ? `${above} › ${own}` : own;
      found.push({ value: String(entry.key), label });
      walk(listOf(entry.entries), label);
    }
  }
  walk(listOf(objectOf(document).menu), "");
  return found;
}
