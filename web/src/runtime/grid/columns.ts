/** Which columns a person sees of a form, in which order and how wide; remembered in this browser per view. */
import { useMemo, useSyncExternalStore } from "react";
import { fieldOf, mayWrite } from "~/api/apps";
import type { FieldView, FormView, ListView } from "~/api/types";
import type { FieldKind } from "~/kinds/define";
import { fieldKind } from "~/kinds/registry";
import systemFields from "./systemFields.json";

export interface GridColumn {
  key: string;
  field: FieldView;
  kind: FieldKind;
  width: number;
  writable: boolean;
  /** Whether it stays at the left while the others scroll. */
  frozen: boolean;
}

/** A person's own arrangement; what is absent follows the view. */
interface Arrangement {
  shown?: string[];
  widths?: Record<string, number>;
}

export const NARROWEST = 64;
export const WIDEST = 800;
const SHOWN_AT_FIRST = 12;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function systemField(key: string): FieldView | undefined {
  const known = systemFields.find((field) => field.key === key);
  return known && { computed: true, sortable: true, operators: [], aggregates: [], ...known };
}

/** The field that names a record: the author's, or the computed title. */
export function titleKey(form: FormView): string {
  return form.title_field && fieldOf(form, form.title_field) ? form.title_field : "title";
}

/** Every field that may be a column, the title first, those that the host keeps last. */
export function columnFields(form: FormView): FieldView[] {
  const title = titleKey(form);
  const own = form.fields.filter((field) => fieldKind(field.kind).inGrid !== false);
  const kept = systemFields
    .map(({ key }) => systemField(key))
    .filter((field): field is FieldView => field !== undefined)
    .filter(({ key }) => !["id", "title", "deleted_at"].includes(key) && !fieldOf(form, key));
  const first = own.find(({ key }) => key === title) ?? systemField(title);
  return [...(first ? [first] : []), ...own.filter(({ key }) => key !== title), ...kept];
}

function shownAtFirst(form: FormView, view: ListView | undefined): string[] {
  const title = titleKey(form);
  const wanted = view?.columns.length
    ? view.columns.map(({ field }) => field)
    : form.fields
        .filter((field) => fieldKind(field.kind).inGrid !== false)
        .slice(0, SHOWN_AT_FIRST)
        .map(({ key }) => key);
  return [title, ...wanted.filter((key) => key !== title)];
}

export interface Columns {
  columns: readonly GridColumn[];
  /** Whether the person changed what the view says. */
  changed: boolean;
  show: (keys: readonly string[]) => void;
  move: (key: string, to: number) => void;
  hide: (key: string) => void;
  resize: (key: string, width: number) => void;
  reset: () => void;
}

export function useColumns(person: number, app: string, form: FormView, view: ListView | undefined): Columns {
  const name = `mortise.columns.${person}.${app}.${form.key}.${view?.key ?? ""}`;
  const stored = useSyncExternalStore(subscribe, () => localStorage.getItem(name));

  return useMemo((): Columns => {
    const own: Arrangement = stored ? JSON.parse(stored) : {};
    const title = titleKey(form);
    const fields = new Map(columnFields(form).map((field) => [field.key, field]));
    const shown = (own.shown ?? shownAtFirst(form, view)).filter((key) => fields.has(key));
    const widthOf = (key: string, kind: FieldKind): number =>
      own.widths?.[key] ?? view?.columns.find(({ field }) => field === key)?.width ?? kind.width;

    const keep = (change: Arrangement): void => {
      localStorage.setItem(name, JSON.stringify({ ...own, ...change }));
      for (const listener of listeners) listener();
    };
    const show = (keys: readonly string[]): void =>
      keep({ shown: [title, ...keys.filter((key) => key !== title)] });

    return {
      columns: shown.flatMap((key) => {
        const field = fields.get(key);
        if (!field) return [];
        const kind = fieldKind(field.kind);
        const first = key === title;
        const width = Math.max(NARROWEST, widthOf(key, kind));
        return [{ key, field, kind, width, writable: mayWrite(form, field), frozen: first }];
      }),
      changed: stored !== null,
      show,
      move: (key, to) => {
        const others = shown.filter((one) => one !== key);
        show([...others.slice(0, to), key, ...others.slice(to)]);
      },
      hide: (key) => show(shown.filter((one) => one !== key)),
      resize: (key, width) =>
        keep({ widths: { ...own.widths, [key]: Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))) } }),
      reset: () => {
        localStorage.removeItem(name);
        for (const listener of listeners) listener();
      },
    };
  }, [name, stored, form, view]);
}
