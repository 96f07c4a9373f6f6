/** The page of positions, or of groups: what they are for, those in use, and the way to put one away or make one. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "~/api/problem";
import { useMe } from "~/api/session";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { OrganisationHead } from "./OrganisationHead";
import styles from "./PeoplePage.module.css";

interface NamedPageProps<Item extends { archived: boolean }> {
  found: UseQueryResult<readonly Item[]>;
  add: ReactNode;
  /** What they are for. */
  text: string;
  nothing: { title: string; text: string };
  list: (items: readonly Item[]) => ReactNode;
  children: ReactNode;
}

export function NamedPage<Item extends { archived: boolean }>(props: NamedPageProps<Item>) {
  const { found, add, text, nothing, list, children } = props;
  const waiting = useDelayed(found.isPending);
  const items = found.data?.filter(({ archived }) => !archived);
  if (!useMe().person.is_administrator) return <Failure thrown={new Problem(403, {})} />;
  return (
    <div className={styles.page}>
      {/* Where there is nothing yet the one thing to do stands below it. */}
      <OrganisationHead>{items?.length === 0 ? null : add}</OrganisationHead>
      {found.error && !items ? (
        <Failure thrown={found.error} onRetry={() => void found.refetch()} />
      ) : !items ? (
        waiting && <PageSkeleton />
      ) : items.length === 0 ? (
        <Notice title={nothing.title} actions={add}>
          {nothing.text}
        </Notice>
      ) : (
        <>
          <p className={styles.intro}>{text}</p>
          {list(items)}
        </>
      )}
      {children}
    </div>
  );
}
