/** A list of options that several fields share: its name, its options, and the fields that have theirs from it. */
import { ArrowLeftOutlined, DeleteOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { hasLevels, type OptionSetDefinition, optionSetPlace } from "../document/commands/optionSets";
import { setText } from "../document/commands/settings";
import { labelOf } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { APP } from "./selection";
import { LabelEditor } from "./settings/LabelEditor";
import { OptionList } from "./settings/OptionList";
import { SettingLine } from "./settings/SettingLine";
import { UsedIn } from "./uses/UsedIn";
import { useUses } from "./uses/UsesContext";

export function OptionSetSettings({ shared }: { shared: OptionSetDefinition }) {
  const { t } = useTranslation("design");
  const { document, locale, run, store, select } = useDesign();
  const uses = useUses();
  const id = useId();
  const place = optionSetPlace(shared.key);
  const name = textOf(labelOf(shared), locale) || shared.key;
  return (
    <>
      <header className={styles.settingsHead}>
        <UnorderedListOutlined aria-hidden />
        <span className={styles.settingsKind}>{t("option_set")}</span>
        <Tooltip title={t("remove")}>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("remove")}
            onClick={() =>
              uses.remove({
                parts: [{ option_set: shared.key }],
                name,
                what: "remove_option_set",
                onGone: () => select(APP),
              })
            }
          />
        </Tooltip>
      </header>
      <Button
        type="link"
        size="small"
        className={styles.up ?? ""}
        icon={<ArrowLeftOutlined aria-hidden />}
        onClick={() => select(APP)}
      >
        {t("option_sets_all")}
      </Button>
      <SettingLine id={id} name={t("option_set_name")} place={[...place, "label"]}>
        <LabelEditor
          id={id}
          name={t("option_set_name")}
          value={labelOf(shared)}
          locale={locale}
          onChange={(language, text) =>
            run(
              "option_set",
              name,
              setText(document, place, "label", language, text),
              `label options ${shared.key}`,
            )
          }
          onDone={() => store.settle()}
        />
      </SettingLine>
      <SettingLine name={t("option_set_options")} place={[...place, "options"]}>
        <OptionList
          place={[...place, "options"]}
          value={shared.options}
          isTree={hasLevels(shared.options)}
          owner={{ option_set: shared.key }}
        />
      </SettingLine>
      <UsedIn part={{ option_set: shared.key }} />
    </>
  );
}
