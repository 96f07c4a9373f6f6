/** Where the lines of an application's menu lead, and which of them is open. */
import { formOf } from "~/api/apps";
import type { AppView, MenuEntry } from "~/api/types";
import { addresses } from "../addresses";

/** What the menu holds: the author's entries, or every form where the author made none. */
export function entriesOf(app: AppView): readonly MenuEntry[] {
  if (app.menu.length > 0) return app.menu;
  return app.forms.map(({ key, label, icon }) => ({ key, label, icon, form: key, entries: [] }));
}

const OUTSIDE = /^https?:\/\//;
const INSIDE = /^\/(?!\/)/;

/** Where a line leads; null for a group, and for what no longer is there. */
export function addressOf(app: AppView, entry: MenuEntry): { to: string; isOutside: boolean } | null {
  const { form, view, link = "" } = entry;
  if (form) {
    if (!formOf(app, form)) return null;
    return { to: addresses.view(app.key, form, view ?? null), isOutside: false };
  }
  const isOutside = OUTSIDE.test(link);
  return isOutside || INSIDE.test(link) ? { to: link, isOutside } : null;
}

export function flattened(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((entry) => [entry, ...flattened(entry.entries)]);
}

/** The line that is open: that of the view where there is one, that of its form else. */
export function openEntry(app: AppView, form: string | null, view: string | null): string | null {
  const own = flattened(entriesOf(app)).filter((entry) => form !== null && entry.form === form);
  const exact = own.find((entry) => entry.view && entry.view === view);
  return (exact ?? own.find((entry) => !entry.view) ?? own[0])?.key ?? null;
}

const FOLDED = "mortise.menu.folded";

/** The groups that this browser's reader has closed, as `app/group`. */
export function foldedGroups(): ReadonlySet<string> {
  return new Set((localStorage.getItem(FOLDED) ?? "").split(" ").filter(Boolean));
}

export function foldGroup(group: string, isFolded: boolean): void {
  const folded = new Set(foldedGroups());
  if (isFolded) folded.add(group);
  else folded.delete(group);
  localStorage.setItem(FOLDED, [...folded].join(" "));
}
