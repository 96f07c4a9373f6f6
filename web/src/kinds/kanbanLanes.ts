/** The lanes of a board: the options of a field in their order, or what the records have, the largest first. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GroupPath } from "~/api/records";
import type { FieldView, RecordData, RecordGroup } from "~/api/types";
import { textOf } from "~/words";
import { useKinds } from "./context";
import { optionsOf } from "./options";

export interface Lane {
  value: GroupPath[number];
  name: string;
  hue: string | undefined;
  count: number;
  total: string | null;
}

/** A card on its way: shown where it was dropped until the server has said yes or no. */
export interface Journey {
  record: RecordData;
  to: string;
}

export const nameOf = (value: unknown): string => JSON.stringify(value ?? null);

/** Blank values come last, where there are any. */
export function useLanes(
  field: FieldView | undefined,
  groups: readonly RecordGroup[] | undefined,
  total: string | undefined,
): readonly Lane[] {
  const { t } = useTranslation("view.kanban");
  const { locale } = useKinds();
  return useMemo(() => {
    if (!field || !groups) return [];
    const found = new Map(groups.map((group) => [nameOf(idOf(group.value)), group]));
    const lane = (value: Lane["value"], name: string, hue?: string): Lane => {
      const group = found.get(nameOf(value));
      return { value, name, hue, count: group?.count ?? 0, total: (total && group?.totals[total]) || null };
    };
    const options = optionsOf(field);
    const filled =
      options.length > 0
        ? options
            .filter(({ key, archived }) => !archived || found.has(nameOf(key)))
            .map(({ key, label, colour }) => lane(key, textOf(label, locale) || key, colour))
        : groups.filter(({ value }) => value !== null).map(({ value }) => lane(idOf(value), titleOf(value)));
    return found.has(nameOf(null)) ? [...filled, lane(null, t("blank"))] : filled;
  }, [field, groups, total, locale, t]);
}

function idOf(value: unknown): Lane["value"] {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : value;
  return id as Lane["value"];
}

function titleOf(value: unknown): string {
  const title = typeof value === "object" && value !== null && "title" in value ? value.title : value;
  return String(title ?? "");
}
