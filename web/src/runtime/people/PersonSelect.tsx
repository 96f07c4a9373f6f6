/** Somebody of the company, found by name or pinyin, where no application is open. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { people } from "~/api/people";
import { Select } from "~/ui/Select";

interface PersonSelectProps {
  id: string;
  label: string;
  value: number | null;
  /** Who is not offered. */
  besides?: number;
  placeholder?: string;
  onChange: (person: number | null) => void;
}

const MOST = 20;

export function PersonSelect({ id, label, value, besides, placeholder, onChange }: PersonSelectProps) {
  const { t } = useTranslation("people");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const found = useQuery({
    queryKey: [...keys.people, "choices", search],
    queryFn: ({ signal }) => people.search(search, MOST, signal),
    placeholderData: (before) => before,
  });
  const chosen = useQuery({
    queryKey: [...keys.people, "one", value],
    queryFn: () => people.byIds([value ?? 0]),
    enabled: value !== null,
  });
  const offered = (found.data ?? []).filter((one) => one.id !== besides);
  const own = (chosen.data ?? []).filter((one) => !offered.some((each) => each.id === one.id));
  return (
    <Select<number>
      id={id}
      aria-label={label}
      allowClear
      value={value}
      placeholder={placeholder ?? t("choose_person")}
      notFoundContent={t("nobody")}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      options={[...own, ...offered].map((one) => ({ value: one.id, label: one.title }))}
      onChange={(next: number | undefined) => onChange(next ?? null)}
    />
  );
}
