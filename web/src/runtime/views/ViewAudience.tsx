/** Whom a shared view is for: roles, and what of the organisation there is. */

import { useTranslation } from "react-i18next";
import { useDepartments } from "~/api/people";
import type { Audience, Views } from "~/api/views";
import { useLocale } from "~/ui/appearance";
import { FormLine } from "~/ui/FormLine";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useGroups, usePositions } from "../people/useNamed";

export type Chosen = Omit<Audience, "shared">;

interface ViewAudienceProps {
  /** Those that the view can be shared with. */
  roles: Views["roles"];
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** What is put away is offered no more, and stays where it was chosen. */
const offered = (
  all: readonly { id: number; title: string; archived?: boolean }[] | undefined,
  chosen: readonly number[],
): { value: number; label: string }[] =>
  (all ?? [])
    .filter(({ id, archived }) => !archived || chosen.includes(id))
    .map(({ id, title }) => ({ value: id, label: title }));

export function ViewAudience({ roles, chosen, onChange }: ViewAudienceProps) {
  const { t } = useTranslation("views");
  const locale = useLocale();
  const lines = {
    roles: roles.map(({ key, label }) => ({ value: key, label: textOf(label, locale) })),
    departments: offered(useDepartments(true).data, chosen.departments),
    groups: offered(useGroups().data, chosen.groups),
    positions: offered(usePositions().data, chosen.positions),
  };
  return (
    <>
      {(Object.keys(lines) as (keyof Chosen)[])
        .filter((name) => lines[name].length > 0)
        .map((name) => (
          <FormLine key={name} label={t(`whom.${name}`)} htmlFor={`view-${name}`}>
            <Select<(string | number)[]>
              id={`view-${name}`}
              mode="multiple"
              value={[...chosen[name]]}
              options={lines[name]}
              showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
              onChange={(next) => onChange({ ...chosen, [name]: next })}
            />
          </FormLine>
        ))}
    </>
  );
}
