/** Whom to share with: people, departments, groups and positions in one field, found by name, pinyin or initials. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { people, useDepartments } from "~/api/people";
import { type HolderKind, PERSON } from "~/api/shares";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { useGroups, usePositions } from "../people/useNamed";

export interface Holder {
  kind: HolderKind;
  id: number;
  title: string;
}

interface HolderSelectProps {
  id: string;
  value: readonly Holder[];
  /** Those who take part already are not offered. */
  isTaken: (kind: HolderKind, id: number) => boolean;
  onChange: (holders: readonly Holder[]) => void;
}

const MOST = 30;
const nameOf = ({ kind, id }: Pick<Holder, "kind" | "id">): string => `${kind} ${id}`;

interface Offer {
  id: number;
  title: string;
  archived?: boolean;
}

export function HolderSelect({ id, value, isTaken, onChange }: HolderSelectProps) {
  const { t } = useTranslation("sharing");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const found = useQuery({
    queryKey: [...keys.people, "choices", search, MOST],
    queryFn: ({ signal }) => people.search(search, MOST, signal),
    placeholderData: (before) => before,
  });
  const departments = useDepartments(true).data;
  const groups = useGroups().data;
  const positions = usePositions().data;

  const some = (kind: HolderKind, all: readonly Offer[] | undefined): Holder[] => {
    const left = (all ?? []).filter((one) => !one.archived && !isTaken(kind, one.id));
    const named = kind === PERSON ? left : left.filter(({ title }) => matches(title, search));
    return named.slice(0, MOST).map((one) => ({ kind, id: one.id, title: one.title }));
  };
  const offered: Readonly<Record<HolderKind, readonly Holder[]>> = {
    person: some("person", found.data),
    department: some("department", departments),
    group: some("group", groups),
    position: some("position", positions),
  };
  const known = [...value, ...Object.values(offered).flat()];
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      maxTagCount={8}
      style={{ width: "100%" }}
      value={value.map(nameOf)}
      placeholder={t("with_example")}
      notFoundContent={t("nobody_found")}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped, autoClearSearchValue: true }}
      optionLabelProp="label"
      options={(Object.keys(offered) as HolderKind[])
        .filter((kind) => offered[kind].length > 0)
        .map((kind) => ({
          label: t(`kinds.${kind}`),
          options: offered[kind].map((one) => ({ value: nameOf(one), label: one.title })),
        }))}
      labelRender={({ value: name }) => known.find((one) => nameOf(one) === name)?.title ?? ""}
      onChange={(names) => onChange(names.flatMap((name) => known.find((one) => nameOf(one) === name) ?? []))}
    />
  );
}
