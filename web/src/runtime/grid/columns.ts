/** Which columns a person sees of a form, in which order and how wide; remembered in this browser per view. */
import { useMemo, useSyncExternalStore } from "react";
import { fieldOf, mayWrite } from "~/api/apps";
import type { Grouping } from "~/api/records";
import type { AppView, FieldView, FormView, GroupKey, ListView, RowColour, TotalKey } from "~/api/types";
import type { FieldKind } from "~/kinds/define";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { chipWidth, headingWidth } from "./fitting";
import systemFields from "./systemFields.json";

export interface GridColumn {
  key: string;
  field: FieldView;
  kind: FieldKind;
  width: number;
  writable: boolean;
  /** Whether it stays at the left while the others scroll. */
  frozen: boolean;
  /** Whether it is the first one, which names the record and keeps its place. */
  leading: boolean;
}

/** How rows are gathered, summed up and coloured. */
export interface GridSettings {
  groups: readonly GroupKey[];
  totals: readonly TotalKey[];
  colours: readonly RowColour[];
  /** How many columns stay in their place. */
  frozen: number;
}

/** A person's own arrangement; what is absent follows the view. */
interface Arrangement extends Partial<GridSettings> {
  shown?: string[];
  widths?: Record<string, number>;
}

const SETTINGS: readonly (keyof GridSettings)[] = ["groups", "totals", "colours", "frozen"];
export const NARROWEST = 64;
export const WIDEST = 800;
/** What nobody has given a width is read whole, headings and options, unless it is a sentence. */
const WIDEST_HEADING = 260;
const SHOWN_AT_FIRST = 12;
/** What stays in its place never leaves less than this part of the screen to the rest. */
const FROZEN_PART = 0.6;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** What every record has beside its fields: the host says how it is compared, the browser how it is drawn. */
export function systemField(app: AppView, key: string): FieldView | undefined {
  const drawn = systemFields.find((field) => field.key === key);
  const served = app.system_fields?.find((field) => field.key === key);
  return drawn && { computed: true, sortable: false, operators: [], aggregates: [], ...drawn, ...served };
}

/** The field that stands first and stays: the one that names a record, or else the view's first. */
function leadingKey(form: FormView, view: ListView | undefined): string {
  if (form.title_field && fieldOf(form, form.title_field)) return form.title_field;
  return view?.columns?.[0]?.field ?? form.fields[0]?.key ?? "title";
}

/** Every field that may be a column, those that the host keeps last. */
export function columnFields(app: AppView, form: FormView): FieldView[] {
  const own = form.fields.filter((field) => fieldKind(field.kind).inGrid !== false);
  const kept = systemFields
    .filter(({ key }) => key !== "id" && key !== "deleted_at" && !(key === "title" && form.title_field))
    .flatMap(({ key }) => systemField(app, key) ?? []);
  return [...own, ...kept];
}

/** Every field that a list can be filtered by. */
export function filterFields(app: AppView, form: FormView): FieldView[] {
  return columnFields(app, form).filter(({ operators }) => operators.length > 0);
}

function shownAtFirst(form: FormView, view: ListView | undefined): string[] {
  const leading = leadingKey(form, view);
  const wanted = view?.columns?.length
    ? view.columns.map(({ field }) => field)
    : form.fields
        .filter((field) => fieldKind(field.kind).inGrid !== false)
        .slice(0, SHOWN_AT_FIRST)
        .map(({ key }) => key);
  return [leading, ...wanted.filter((key) => key !== leading)];
}

export interface Columns {
  columns: readonly GridColumn[];
  settings: GridSettings;
  set: (change: Partial<GridSettings>) => void;
  /** Any field that may be a column, whether it is one or not. */
  fieldOf: (key: string) => FieldView | undefined;
  /** Whether the person changed what the view says. */
  changed: boolean;
  /** Whether the rows are gathered, summed up or coloured otherwise than the view says. */
  regathered: boolean;
  show: (keys: readonly string[]) => void;
  move: (key: string, to: number) => void;
  hide: (key: string) => void;
  /** The widths that the person gave, in pixels. */
  widths: Readonly<Record<string, number>>;
  /** Without a width it is the usual one again. */
  resize: (key: string, width: number | null) => void;
  reset: () => void;
  /** Gathers, sums up and colours the rows as the view says; columns stay as they are. */
  regather: () => void;
}

/** What is asked of the groups' door, and what it is made of. */
export interface GridGrouping extends Grouping {
  keys: readonly GroupKey[];
}

/** What is asked of the groups' door: the groups in the order of their values, and what stands below the columns. */
export function groupingOf({ groups, totals }: GridSettings): GridGrouping {
  return {
    keys: groups,
    by: groups
      .map(({ field, unit, descending }) => `${descending ? "-" : ""}${field}${unit ? `:${unit}` : ""}`)
      .join(","),
    totals: totals.map(({ field, by }) => `${by}:${field}`),
  };
}

export function useColumns(
  person: number,
  app: AppView,
  form: FormView,
  view: ListView | undefined,
): Columns {
  const name = `mortise.columns.${person}.${app.key}.${form.key}.${view?.key ?? ""}`;
  const locale = useLocale();
  const stored = useSyncExternalStore(subscribe, () => localStorage.getItem(name));

  return useMemo((): Columns => {
    const own: Arrangement = stored ? JSON.parse(stored) : {};
    const leading = leadingKey(form, view);
    const fields = new Map(columnFields(app, form).map((field) => [field.key, field]));
    const shown = (own.shown ?? shownAtFirst(form, view)).filter((key) => fields.has(key));
    const widthOf = (field: FieldView, kind: FieldKind): number =>
      own.widths?.[field.key] ??
      Math.max(
        view?.columns?.find((column) => column.field === field.key)?.width ?? kind.width,
        Math.min(WIDEST_HEADING, headingWidth(textOf(field.label, locale))),
        Math.min(WIDEST_HEADING, chipWidth(kind.cellWords?.(field, locale) ?? [])),
      );

    const keep = (change: Arrangement): void => {
      localStorage.setItem(name, JSON.stringify({ ...own, ...change }));
      for (const listener of listeners) listener();
    };
    const show = (keys: readonly string[]): void =>
      keep({ shown: [leading, ...keys.filter((key) => key !== leading)] });

    const known = ({ field }: { field: string }): boolean => fields.has(field);
    const settings: GridSettings = {
      groups: (own.groups ?? view?.groups ?? []).filter(known),
      totals: (own.totals ?? view?.totals ?? []).filter(known),
      colours: own.colours ?? view?.colours ?? [],
      frozen: own.frozen ?? view?.frozen ?? 1,
    };
    let taken = 0;
    return {
      settings,
      set: keep,
      fieldOf: (key) => fields.get(key),
      columns: shown.flatMap((key, at) => {
        const field = fields.get(key);
        if (!field) return [];
        const kind = fieldKind(field.kind);
        const width = Math.max(NARROWEST, widthOf(field, kind));
        taken += width;
        const frozen = at === 0 || (at < settings.frozen && taken < window.innerWidth * FROZEN_PART);
        return [{ key, field, kind, width, writable: mayWrite(form, field), frozen, leading: at === 0 }];
      }),
      changed: stored !== null,
      regathered: SETTINGS.some((setting) => own[setting] !== undefined),
      show,
      move: (key, to) => {
        const others = shown.filter((one) => one !== key);
        show([...others.slice(0, to), key, ...others.slice(to)]);
      },
      hide: (key) => show(shown.filter((one) => one !== key)),
      widths: own.widths ?? {},
      resize: (key, width) => {
        const { [key]: _, ...others } = own.widths ?? {};
        const given =
          width === null ? {} : { [key]: Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))) };
        keep({ widths: { ...others, ...given } });
      },
      reset: () => {
        localStorage.removeItem(name);
        for (const listener of listeners) listener();
      },
      regather: () => {
        const { groups, totals, colours, frozen, ...rest } = own;
        if (Object.keys(rest).length > 0) localStorage.setItem(name, JSON.stringify(rest));
        else localStorage.removeItem(name);
        for (const listener of listeners) listener();
      },
    };
  }, [name, stored, app, form, view, locale]);
}
