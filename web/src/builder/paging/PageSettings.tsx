/** The settings of a page as a whole: its name, and whose it is. */
import { FileTextOutlined } from "@ant-design/icons";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import design from "../design/Design.module.css";
import { LabelEditor } from "../design/settings/LabelEditor";
import { SettingLine } from "../design/settings/SettingLine";
import { pagePlace } from "../document/commands/pages";
import { rolesOf } from "../document/commands/roles";
import { setMember, setText } from "../document/commands/settings";
import { listOf } from "../document/json";
import { labelOf } from "../document/model";
import { usePaging } from "./PagingContext";

const ROLES = "roles";

export function PageSettings() {
  const { t } = useTranslation("paging");
  const { design: lent, page } = usePaging();
  const { document, run, locale, store } = lent;
  const id = useId();
  const place = pagePlace(page.key);
  const name = textOf(labelOf(page), locale) || page.key;
  return (
    <>
      <header className={design.settingsHead}>
        <FileTextOutlined aria-hidden />
        <span className={design.settingsKind}>{t("page")}</span>
      </header>
      <SettingLine id={`${id}-label`} name={t("page_name")} place={[...place, "label"]}>
        <LabelEditor
          id={`${id}-label`}
          name={t("page_name")}
          value={labelOf(page)}
          locale={locale}
          onChange={(language, text) =>
            run("page", name, setText(document, place, "label", language, text), `label page ${page.key}`)
          }
          onDone={() => store.settle()}
        />
      </SettingLine>
      <SettingLine
        id={`${id}-roles`}
        name={t("page_roles")}
        place={[...place, ROLES]}
        help={t("page_roles_help")}
      >
        <Select<string[]>
          id={`${id}-roles`}
          mode="multiple"
          style={{ width: "100%" }}
          placeholder={t("everybody")}
          value={listOf(page[ROLES]).map(String)}
          options={rolesOf(document).map((role) => ({
            value: role.key,
            label: textOf(labelOf(role), locale) || role.key,
          }))}
          onChange={(next) => run("page", name, setMember(place, ROLES, next.length > 0 ? next : undefined))}
        />
      </SettingLine>
    </>
  );
}
