/** The page of a record as its author laid it out: blocks at the top, tabs of columns, and a side that stays. */
import { type CSSProperties, type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import type { FormView, PageBlock, PageTab, PageView, RecordData } from "~/api/types";
import { blockKind } from "~/kinds/blockRegistry";
import type { PageAccess } from "~/kinds/defineBlock";
import { useLocale } from "~/ui/appearance";
import { Tabs } from "~/ui/Tabs";
import { textOf } from "~/words";
import { isShownNow } from "../form/conditions";
import { useFacts } from "../form/facts";
import { open } from "../form/values";
import { BlockList, useHeading } from "./BlockList";
import styles from "./Page.module.css";
import { usePageSlots } from "./slots";

interface PageBodyProps {
  page: PageView;
  form: FormView;
  record: RecordData;
  access: PageAccess;
  /** Whether there is room for a side beside the tabs. */
  wide: boolean;
  /** The form, while somebody fills it in: it stands in the place of the tabs. */
  editing: ReactNode;
}

const SIDE = "side";

export function PageBody({ page, form, record, access, wide, editing }: PageBodyProps) {
  const shown = useShown(page, form, record);
  const { top, tabs, side } = shown;
  const beside = wide && side.length > 0;
  if (editing && !beside) return <div className={styles.main}>{editing}</div>;
  const main = (
    <div className={styles.main}>
      {editing ? (
        editing
      ) : (
        <>
          {top.length > 0 ? (
            <div className={styles.top}>
              <BlockList blocks={top} page={access} />
            </div>
          ) : null}
          <PageTabs tabs={tabs} side={beside ? [] : side} access={access} wide={wide} />
        </>
      )}
    </div>
  );
  if (!beside) return main;
  return (
    <div className={styles.both}>
      {main}
      <aside className={styles.side}>
        <BlockList blocks={side} page={access} />
      </aside>
    </div>
  );
}

/** What of a page is shown of this record. */
function useShown(
  page: PageView,
  form: FormView,
  record: RecordData,
): Pick<PageView, "top" | "tabs" | "side"> {
  const facts = useFacts(usePageSlots(page, form, record));
  return useMemo(() => {
    const values = open(form, record);
    const holds = ({ key }: { key: string }) => isShownNow(form, page.trees[key], values, facts);
    const tabs = page.tabs.filter(holds).map((tab) => ({
      ...tab,
      columns: tab.columns.map((column) => ({ ...column, blocks: column.blocks.filter(holds) })),
    }));
    return { top: page.top.filter(holds), tabs, side: page.side.filter(holds) };
  }, [page, form, record, facts]);
}

const discusses = ({ kind }: PageBlock): boolean => blockKind(kind)?.discusses === true;

interface PageTabsProps {
  tabs: readonly PageTab[];
  /** What has no place of its own, and stands behind the last tab. */
  side: readonly PageBlock[];
  access: PageAccess;
  wide: boolean;
}

function PageTabs({ tabs, side, access, wide }: PageTabsProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const heading = useHeading();
  const { hash } = useLocation();
  const items = tabs.map((tab) => ({
    key: tab.key,
    label: textOf(tab.label, locale) || t("details"),
    children: <TabColumns tab={tab} access={access} wide={wide} />,
    talks: tab.columns.some(({ blocks }) => blocks.some(discusses)),
  }));
  if (side.length > 0)
    items.push({
      key: SIDE,
      label: side.map(heading).find(Boolean) ?? t("more"),
      children: (
        <div className={styles.column}>
          <BlockList blocks={side} page={access} />
        </div>
      ),
      talks: side.some(discusses),
    });
  const [only] = items;
  if (items.length < 2) return <div className={styles.pane}>{only?.children}</div>;
  // Whoever follows a notification comes to what was said.
  const asked = hash.startsWith("#comment-") ? items.find(({ talks }) => talks) : undefined;
  return (
    <Tabs
      className={styles.tabs}
      first={(asked ?? only)?.key}
      tabs={items.map(({ key, label, children }) => ({
        key,
        label,
        children: <div className={styles.pane}>{children}</div>,
      }))}
    />
  );
}

function TabColumns({ tab, access, wide }: { tab: PageTab; access: PageAccess; wide: boolean }) {
  const shares = tab.columns.map(({ width }) => `minmax(0, ${width}fr)`).join(" ");
  return (
    <div
      className={styles.columns}
      data-wide={wide || undefined}
      style={{ "--shares": shares } as CSSProperties}
    >
      {tab.columns.map((column) => (
        <div key={column.key} className={styles.column}>
          <BlockList blocks={column.blocks} page={access} />
        </div>
      ))}
    </div>
  );
}
