/** The page in the middle of its designer, as people will see it: its blocks can be chosen, dragged and dropped. */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Tabs } from "antd";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import pageStyles from "~/runtime/page/Page.module.css";
import { textOf } from "~/words";
import { addTab, freePartKey, SIDE, TOP, tabsOf } from "../document/commands/pages";
import { labelOf } from "../document/model";
import { BlockColumn } from "./BlockColumn";
import styles from "./Paging.module.css";
import { usePaging, WHOLE_PAGE } from "./PagingContext";
import { useCanvasKeys } from "./useCanvasKeys";

export function PageCanvas() {
  const { t } = useTranslation("paging");
  const paging = usePaging();
  const { design, page, tab: open, openTab, choose } = paging;
  const { run, locale } = design;
  const tabs = tabsOf(page);
  const shown = tabs.find(({ key }) => key === open) ?? tabs[0];
  useCanvasKeys(paging);

  function add(): void {
    const key = freePartKey(page, "tab");
    const label = { "zh-CN": t("new_tab", { lng: "zh-CN" }), en: t("new_tab", { lng: "en" }) };
    if (!run("add_tab", textOf(label, locale), addTab(page, key, label))) return;
    openTab(key);
    choose({ part: "tab", key });
    design.enterSettings();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Escape does the same
    <div className={styles.canvas} data-canvas onClick={() => choose(WHOLE_PAGE)}>
      <BlockColumn area={TOP} empty={t("empty_top")} />
      <div className={styles.body}>
        <div className={styles.tabs}>
          <div className={styles.tabBar}>
            <Tabs
              className={styles.tabNames ?? ""}
              activeKey={shown?.key ?? ""}
              onTabClick={(key) => {
                openTab(key);
                choose({ part: "tab", key });
              }}
              items={tabs.map((tab) => ({
                key: tab.key,
                label: textOf(labelOf(tab.definition), locale) || t("tab"),
              }))}
            />
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined aria-hidden />}
              onClick={(event) => {
                event.stopPropagation();
                add();
              }}
            >
              {t("add_tab")}
            </Button>
          </div>
          {shown ? (
            <div className={styles.pane}>
              <div
                className={`${pageStyles.columns} ${styles.columns}`}
                style={
                  {
                    "--shares": shown.columns.map(({ width }) => `minmax(0, ${width}fr)`).join(" "),
                  } as CSSProperties
                }
              >
                {shown.columns.map((column) => (
                  <BlockColumn
                    key={column.key}
                    area={{ part: "column", tab: shown.key, column: column.key }}
                    empty={t("empty_column")}
                  />
                ))}
              </div>
            </div>
          ) : null}
        </div>
        <div className={styles.aside}>
          <BlockColumn area={SIDE} empty={t("empty_side")} />
        </div>
      </div>
    </div>
  );
}
