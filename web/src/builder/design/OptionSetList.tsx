/** The lists of options that fields of the application share: each a click away, and a new one. */
import { PlusOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { addOptionSet, freeSetKey, optionSetsOf, sharers } from "../document/commands/optionSets";
import { labelOf } from "../document/model";
import { useDesign } from "./DesignContext";
import lists from "./Lists.module.css";
import { sharedOptions } from "./selection";
import { SettingLine } from "./settings/SettingLine";

export function OptionSetList() {
  const { t } = useTranslation("design");
  const { document, locale, run, select, enterSettings } = useDesign();
  const sets = optionSetsOf(document);

  function add(): void {
    const label = { "zh-CN": "", en: "", [locale]: t("option_set_new") };
    const key = freeSetKey(document, "options");
    const first = { key: "option_1", label: { [locale]: t("option_number", { number: 1 }) }, colour: "blue" };
    if (!run("add_option_set", t("option_set_new"), addOptionSet(key, label, [first]))) return;
    select(sharedOptions(key));
    enterSettings();
  }

  return (
    <SettingLine name={t("option_sets")} help={t("option_sets_help")}>
      {sets.map((one) => (
        <div key={one.key} className={lists.row}>
          <button type="button" className={lists.name} onClick={() => select(sharedOptions(one.key))}>
            <UnorderedListOutlined aria-hidden />
            <span className={lists.text}>{textOf(labelOf(one), locale) || one.key}</span>
            <span className={lists.quiet}>
              {t("option_set_count", { count: sharers(document, one.key) })}
            </span>
          </button>
        </div>
      ))}
      <div>
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={add}>
          {t("add_option_set")}
        </Button>
      </div>
    </SettingLine>
  );
}
