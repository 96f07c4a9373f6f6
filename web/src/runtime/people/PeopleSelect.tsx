/** Several people of the company, found by name, pinyin, position or group. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { people } from "~/api/people";
import type { Titled } from "~/api/types";
import { Select } from "~/ui/Select";

interface PeopleSelectProps {
  id: string;
  label: string;
  value: readonly Titled[];
  onChange: (people: readonly Titled[]) => void;
}

const MOST = 50;

export function PeopleSelect({ id, label, value, onChange }: PeopleSelectProps) {
  const { t } = useTranslation("people");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const found = useQuery({
    queryKey: [...keys.people, "choices", search, MOST],
    queryFn: ({ signal }) => people.search(search, MOST, signal),
    placeholderData: (before) => before,
  });
  const offered: readonly Titled[] = [
    ...value,
    ...(found.data ?? []).filter((one) => !value.some((own) => own.id === one.id)),
  ];
  return (
    <Select<number[]>
      id={id}
      aria-label={label}
      mode="multiple"
      maxTagCount={12}
      value={value.map((one) => one.id)}
      placeholder={t("choose_person")}
      notFoundContent={t("nobody")}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped, autoClearSearchValue: true }}
      options={offered.map((one) => ({ value: one.id, label: one.title }))}
      onChange={(ids) => onChange(offered.filter((one) => ids.includes(one.id)))}
    />
  );
}
