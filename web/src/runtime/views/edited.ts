/** How a list differs from its view by now, and the view that it would make. Pure. */
import type { FilterTree, FormView, ListView, SortKey } from "~/api/types";
import type { ViewDefinition } from "~/api/views";
import { countOf } from "../filter/conditions";
import type { Columns } from "../grid/columns";
import { type ListAddress, writeSort } from "../records/listAddress";
import type { ViewEntry } from "./useViews";

/** The address of a list without any condition, where its view has some. */
export const NO_CONDITION: FilterTree = { all: [] };

export interface ListState {
  /** What the filter editor shows: the conditions of a saved view are changed as a whole, those of a published one
   * are added to. */
  filter: FilterTree | null;
  /** What the list is restricted to. */
  shown: FilterTree | null;
  sort: readonly SortKey[];
  /** Whether it shows something else than its view says. */
  edited: boolean;
  /** The kind with its settings as they are now, arranged columns included. */
  definition: ViewDefinition | null;
}

export function both(one: FilterTree | null | undefined, other: FilterTree | null): FilterTree | null {
  return one && other ? { all: [one, other] } : (one ?? other);
}

export function sameFilter(one: FilterTree | null, other: FilterTree | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the address says for a filter that was built: nothing where the view says the same. */
export function addressedFilter(entry: ViewEntry | undefined, filter: FilterTree | null): FilterTree | null {
  if (!entry?.saved) return filter;
  const own = entry.view?.filter ?? null;
  return sameFilter(filter, own) ? null : (filter ?? NO_CONDITION);
}

export function listState(
  form: FormView,
  entry: ViewEntry | undefined,
  address: ListAddress,
  columns: Columns,
  hasColumns: boolean,
): ListState {
  const view = entry?.view ?? null;
  const own = view?.filter ?? null;
  const whole = entry?.saved ? (address.filter ?? own) : address.filter;
  const filter = countOf(whole) > 0 ? whole : null;
  const shown = entry?.saved ? filter : both(own, filter);
  const viewSort = view?.sort ?? [];
  const wanted = address.sort ?? viewSort;
  const otherFilter = address.filter !== null && !sameFilter(shown, own);
  const otherSort = address.sort !== null && writeSort(address.sort) !== writeSort(viewSort);
  const ownColumns = hasColumns && columns.changed && entry?.saved?.may_change === true;
  return {
    filter,
    shown,
    sort: wanted.length > 0 ? wanted : form.sort,
    edited: otherFilter || otherSort || ownColumns || (hasColumns && columns.regathered),
    definition: view && definitionOf(view, shown, wanted, hasColumns && columns.changed ? columns : null),
  };
}

function definitionOf(
  view: ListView,
  filter: FilterTree | null,
  sort: readonly SortKey[],
  columns: Columns | null,
): ViewDefinition {
  const { key: _key, form: _form, label: _label, ...settings } = view;
  if (!columns) return { ...settings, filter, sort };
  const arranged = columns.columns.map(({ key, width }) => ({ field: key, width }));
  return { ...settings, filter, sort, columns: arranged, ...columns.settings };
}
