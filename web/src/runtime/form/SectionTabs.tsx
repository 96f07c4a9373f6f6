/** Sections one at a time, each behind a tab; all of them stay, so that nothing typed is lost and every problem is found. */
import { ExclamationCircleFilled } from "@ant-design/icons";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
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

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function SectionTabs({ tabs, first = "", children }: SectionTabsProps) {
  const { t } = useTranslation("form");
  const [chosen, setChosen] = useState(first);
  const id = useId();
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === chosen),
  );

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    setChosen(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  }

  return (
    <>
      <div role="tablist" aria-label={t("parts")} className={styles.tabs} onKeyDown={onKeyDown}>
        {tabs.map(({ key, title, hasIssues }, place) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={place === at}
            aria-controls={`${id}-${key}-panel`}
            tabIndex={place === at ? 0 : -1}
            className={styles.tab}
            onClick={() => setChosen(key)}
          >
            {title || t("part", { number: place + 1 })}
            {hasIssues ? (
              <ExclamationCircleFilled className={styles.mark} aria-label={t("has_problems")} />
            ) : null}
          </button>
        ))}
      </div>
      {tabs.map(({ key }, place) => (
        <div
          key={key}
          role="tabpanel"
          id={`${id}-${key}-panel`}
          aria-labelledby={`${id}-${key}`}
          hidden={place !== at}
        >
          {children(key)}
        </div>
      ))}
    </>
  );
}

/** Opens the tab behind which something stands; whether that was needed. */
export function uncover(element: HTMLElement): boolean {
  const panel = element.closest<HTMLElement>("[role=tabpanel][hidden]");
  const tab = document.getElementById(panel?.getAttribute("aria-labelledby") ?? "");
  tab?.click();
  return tab !== null;
}
