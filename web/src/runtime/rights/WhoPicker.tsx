/** Whose rights: those of a person, or of whoever has one role and no other. */

import { useTranslation } from "react-i18next";
import type { Guise } from "~/api/seeAs";
import { useChoices } from "~/kinds/Picker";
import { useTyped } from "~/kinds/typing";
import { Avatar } from "~/ui/Avatar";
import { Select } from "~/ui/Select";
import styles from "./Rights.module.css";

interface WhoPickerProps {
  id?: string;
  value: Guise | null;
  /** The name of the person that is chosen, where it is known. */
  name: string;
  roles: readonly { key: string; name: string }[];
  autoFocus?: boolean;
  onChange: (guise: Guise, name: string) => void;
}

const PERSON = "person:";
const ROLE = "role:";

export const guiseOf = (value: string): Guise =>
  value.startsWith(ROLE)
    ? { role: value.slice(ROLE.length) }
    : { person: Number(value.slice(PERSON.length)) };
const valueOfGuise = (guise: Guise): string =>
  "role" in guise ? ROLE + guise.role : `${PERSON}${guise.person}`;

export function WhoPicker({ id, value, name, roles, autoFocus, onChange }: WhoPickerProps) {
  const { t } = useTranslation("rights");
  const [typed, setTyped] = useTyped(null);
  const { choices, waiting } = useChoices("person", typed, undefined, true);
  const people = choices
    .filter(({ inactive }) => !inactive)
    .map((one) => ({ value: `${PERSON}${one.id}`, label: one.title, hint: one.hint ?? "" }));
  const found = roles
    .filter((role) => role.name.toLowerCase().includes(typed.toLowerCase()))
    .map((role) => ({ value: ROLE + role.key, label: role.name, hint: "" }));
  const current = value ? valueOfGuise(value) : undefined;
  return (
    <Select<string>
      {...(id ? { id } : {})}
      className={styles.who ?? ""}
      aria-label={t("who")}
      autoFocus={autoFocus ?? false}
      value={current ?? null}
      placeholder={t("who")}
      loading={waiting}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      notFoundContent={waiting ? "…" : t("nobody")}
      labelRender={() => name}
      options={[
        { label: t("people"), options: people },
        ...(found.length > 0 ? [{ label: t("roles"), options: found }] : []),
      ]}
      optionRender={({ data }) => (
        <span className={styles.offer}>
          {String(data.value).startsWith(PERSON) ? <Avatar name={String(data.label)} size={20} /> : null}
          <span>{data.label}</span>
          <span className={styles.quiet}>{data.hint}</span>
        </span>
      )}
      onChange={(next) => {
        const chosen = [...people, ...found].find((one) => one.value === next);
        onChange(guiseOf(next), chosen?.label ?? "");
      }}
    />
  );
}
