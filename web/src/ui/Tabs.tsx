/** Parts of a page one at a time, each behind a tab. */
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import styles from "./Tabs.module.css";

export interface Tab {
  key: string;
  label: ReactNode;
  children: ReactNode;
}

interface TabsProps {
  tabs: readonly Tab[];
  /** The one that is open at first, where it is among them. */
  first?: string | undefined;
  /** What the tabs are, for those who hear them. */
  label?: string;
  /** Whether those that nobody opened yet are there as well. */
  whole?: boolean;
  className?: string | undefined;
  /** Of the line of tabs. */
  lineClassName?: string | undefined;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function Tabs({ tabs, first = "", label, whole = false, className, lineClassName }: TabsProps) {
  const [chosen, setChosen] = useState(first);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const id = useId();
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === chosen),
  );
  const here = tabs[at]?.key ?? "";
  if (!opened.has(here)) setOpened(new Set(opened).add(here));

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    setChosen(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  }

  return (
    <div className={className}>
      <div
        role="tablist"
        aria-label={label}
        className={`${styles.tabs} ${lineClassName ?? ""}`}
        onKeyDown={onKeyDown}
      >
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab.key === here}
            aria-controls={`${id}-${tab.key}-panel`}
            tabIndex={tab.key === here ? 0 : -1}
            className={styles.tab}
            onClick={() => setChosen(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map(({ key, children }) => (
        <div
          key={key}
          role="tabpanel"
          id={`${id}-${key}-panel`}
          aria-labelledby={`${id}-${key}`}
          hidden={key !== here}
        >
          {whole || opened.has(key) || key === here ? children : null}
        </div>
      ))}
    </div>
  );
}
