/** Departments or positions chosen by name, pinyin or initials from all that are in use. */

import { useTranslation } from "react-i18next";
import type { Department, Position } from "~/api/organisation";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { pathOf } from "./tree";

interface Option {
  value: number;
  label: string;
}

export const departmentOptions = (departments: readonly Department[]): Option[] =>
  departments
    .filter(({ archived }) => !archived)
    .map(({ id }) => ({ value: id, label: pathOf(departments, id) }));

/** With the one that is chosen, even if it is out of use. */
export const positionOptions = (positions: readonly Position[], chosen: number | null): Option[] =>
  positions
    .filter(({ archived, id }) => !archived || id === chosen)
    .map(({ id, title }) => ({ value: id, label: title }));

export const byName = {
  filterOption: (typed: string, option?: { label?: unknown }): boolean =>
    matches(String(option?.label ?? ""), typed),
};

interface NamedSelectProps {
  id?: string;
  label: string;
  value: number | null;
  placeholder: string;
  options: Option[];
  onChange: (id: number | null) => void;
}

export function NamedSelect({ id, label, value, placeholder, options, onChange }: NamedSelectProps) {
  const { t } = useTranslation("people");
  return (
    <Select<number>
      {...(id ? { id } : {})}
      aria-label={label}
      allowClear
      value={value}
      placeholder={placeholder}
      notFoundContent={t("none_such")}
      showSearch={byName}
      options={options}
      onChange={(next: number | undefined) => onChange(next ?? null)}
    />
  );
}
