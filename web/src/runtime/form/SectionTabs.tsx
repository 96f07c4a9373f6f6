/** Sections one at a time, each behind a tab; all of them stay, so that nothing typed is lost and every problem is found. */
import { ExclamationCircleFilled } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tabs } from "~/ui/Tabs";
import styles from "./SectionTabs.module.css";

export interface Tab {
  key: string;
  title: string;
  hasIssues: boolean;
}

interface SectionTabsProps {
  tabs: readonly Tab[];
  /** The one that is open at first. */
  first?: string | undefined;
  children: (key: string) => ReactNode;
}

export function SectionTabs({ tabs, first, children }: SectionTabsProps) {
  const { t } = useTranslation("form");
  return (
    <Tabs
      whole
      label={t("parts")}
      first={first}
      lineClassName={styles.tabs}
      tabs={tabs.map(({ key, title, hasIssues }, place) => ({
        key,
        label: (
          <>
            {title || t("part", { number: place + 1 })}
            {hasIssues ? (
              <ExclamationCircleFilled className={styles.mark ?? ""} aria-label={t("has_problems")} />
            ) : null}
          </>
        ),
        children: children(key),
      }))}
    />
  );
}

/** Opens the tab behind which something stands; whether that was needed. */
export function uncover(element: HTMLElement): boolean {
  const panel = element.closest<HTMLElement>("[role=tabpanel][hidden]");
  const tab = document.getElementById(panel?.getAttribute("aria-labelledby") ?? "");
  tab?.click();
  return tab !== null;
}
