/** The settings of a tab: its name, how its columns stand, when it is shown. */
import { DeleteOutlined, LayoutOutlined } from "@ant-design/icons";
import { Button, Segmented, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import design from "../design/Design.module.css";
import { LabelEditor } from "../design/settings/LabelEditor";
import { SettingLine } from "../design/settings/SettingLine";
import { layColumns, removeTab, type TabDefinition, tabPlace, tabsOf } from "../document/commands/pages";
import { setText } from "../document/commands/settings";
import { labelOf } from "../document/model";
import styles from "./Paging.module.css";
import { usePaging, WHOLE_PAGE } from "./PagingContext";
import { ShownWhen } from "./ShownWhen";

/** The shares of the columns, as a tab can have them. */
const SHARES: readonly (readonly number[])[] = [[1], [1, 1], [2, 1], [1, 2], [3, 2], [1, 1, 1]];

const nameOfShares = (shares: readonly number[]): string => shares.join(":");

export function TabSettings({ tab }: { tab: TabDefinition }) {
  const { t } = useTranslation("paging");
  const { design: lent, page, choose } = usePaging();
  const { document, run, locale, store } = lent;
  const id = useId();
  const place = tabPlace(page.key, tab.key);
  const name = textOf(labelOf(tab.definition), locale) || t("tab");
  const shares = nameOfShares(tab.columns.map(({ width }) => width));
  return (
    <>
      <header className={design.settingsHead}>
        <LayoutOutlined aria-hidden />
        <span className={design.settingsKind}>{t("tab")}</span>
        {tabsOf(page).length > 1 ? (
          <Tooltip title={t("remove")}>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("remove")}
              onClick={() => run("remove_tab", name, removeTab(page, tab.key)) && choose(WHOLE_PAGE)}
            />
          </Tooltip>
        ) : null}
      </header>
      <SettingLine id={id} name={t("tab_name")} place={[...place, "label"]}>
        <LabelEditor
          id={id}
          name={t("tab_name")}
          value={labelOf(tab.definition)}
          locale={locale}
          onChange={(language, text) =>
            run("tab", name, setText(document, place, "label", language, text), `label tab ${tab.key}`)
          }
          onDone={() => store.settle()}
        />
      </SettingLine>
      <SettingLine name={t("columns")} help={t("columns_help")}>
        <Segmented<string>
          block
          aria-label={t("columns")}
          value={shares}
          options={[
            ...SHARES.map(nameOfShares),
            ...(SHARES.some((one) => nameOfShares(one) === shares) ? [] : [shares]),
          ].map((value) => ({
            value,
            title: value,
            label: <Shares shares={value.split(":").map(Number)} />,
          }))}
          onChange={(value) =>
            run("columns_of_tab", name, layColumns(document, page, tab.key, value.split(":").map(Number)))
          }
        />
      </SettingLine>
      <ShownWhen holder={tab.definition} place={place} name={name} />
    </>
  );
}

/** The columns, drawn small. */
function Shares({ shares }: { shares: readonly number[] }) {
  return (
    <span className={styles.shares}>
      {shares.map((share, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns are places, not things
        <span key={at} className={styles.share} style={{ flexGrow: share }} />
      ))}
    </span>
  );
}
