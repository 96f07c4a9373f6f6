/** All views of a form that a person has: the published ones, those that others share, and one's own. */
import { useMemo } from "react";
import type { AppView, FormView, ListView } from "~/api/types";
import { type Arrangement, type SavedView, useSavedViews } from "~/api/views";
import { useLocale } from "~/ui/appearance";
import { i18n, type Label } from "~/words";
import { useCurrentApp } from "../AppContext";
import { viewsOf } from "./published";

export const GROUPS = ["published", "shared", "personal"] as const;
export type Group = (typeof GROUPS)[number];

export interface ViewEntry {
  key: string;
  kind: string;
  label: Label;
  group: Group;
  /** Absent where it cannot be shown. */
  view: ListView | null;
  /** Absent where it is published. */
  saved: SavedView | null;
  hidden: boolean;
}

export interface ViewsOfForm {
  entries: readonly ViewEntry[];
  /** The view that comes first when the address names none. */
  first: string | null;
  companyFirst: string | null;
  arrangement: Arrangement;
  companyArrangement: Arrangement;
  mayShare: boolean;
  mayArrangeAll: boolean;
  roles: readonly { key: string; label: Label }[];
}

/** In the language that is read now: words of another one need not be there. */
const everyRecord = (): Label => ({ [i18n.language]: i18n.t("grid:all_records") });

const UNARRANGED: Arrangement = { order: [], hidden: [], first: null };

/** A saved view in the shape of a published one. */
export function listView(saved: SavedView): ListView | null {
  if (!saved.definition) return null;
  return {
    filter: null,
    sort: [],
    ...saved.definition,
    key: saved.key,
    form: saved.form,
    label: saved.label,
  };
}

/** The views by groups, each group in the order that was given to it; what is new comes last. */
export function entriesOf(
  app: AppView,
  form: string,
  saved: readonly SavedView[],
  { order, hidden }: Arrangement,
): ViewEntry[] {
  const entries = [
    ...viewsOf(app, form, everyRecord()).map(
      (view): ViewEntry => ({
        key: view.key,
        kind: view.kind,
        label: view.label,
        group: "published",
        view,
        saved: null,
        hidden: false,
      }),
    ),
    ...saved.map(
      (one): ViewEntry => ({
        key: one.key,
        kind: one.kind,
        label: one.label,
        group: one.shared ? "shared" : "personal",
        view: listView(one),
        saved: one,
        hidden: false,
      }),
    ),
  ];
  const place = (key: string): number =>
    key === "" ? -1 : order.includes(key) ? order.indexOf(key) : order.length;
  return entries
    .map((entry) => ({ ...entry, hidden: hidden.includes(entry.key) }))
    .sort(
      (one, other) =>
        GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group) || place(one.key) - place(other.key),
    );
}

/** Nothing while it is not known yet; where it cannot be known, what is published is there all the same. */
export function useViews(form: FormView): ViewsOfForm | null {
  const app = useCurrentApp();
  const locale = useLocale();
  const { data, isPending } = useSavedViews(app.key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view of every record is named in the language
  return useMemo(() => {
    if (isPending) return null;
    const { own, company } = data?.arrangements[form.key] ?? {};
    const arrangement = own ?? company ?? UNARRANGED;
    const saved = data?.items.filter((view) => view.form === form.key) ?? [];
    const entries = entriesOf(app, form.key, saved, arrangement);
    return {
      entries,
      first: own?.first ?? company?.first ?? null,
      companyFirst: company?.first ?? null,
      arrangement: { ...arrangement, first: own?.first ?? null },
      companyArrangement: company ?? UNARRANGED,
      mayShare: data?.may_share.includes(form.key) ?? false,
      mayArrangeAll: data?.may_arrange_all ?? false,
      roles: data?.roles ?? [],
    };
  }, [app, form.key, data, isPending, locale]);
}

/** The view that the address names, or else the one that comes first. */
export function currentEntry(views: ViewsOfForm, named: string | null): ViewEntry | undefined {
  const { entries, first } = views;
  return (
    entries.find(({ key }) => named !== null && key === named) ??
    entries.find(({ key, view }) => first !== null && key === first && view) ??
    entries.find(({ hidden, view }) => !hidden && view) ??
    entries[0]
  );
}
