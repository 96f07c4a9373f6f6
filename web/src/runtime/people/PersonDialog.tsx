/** A person: names, login, where they belong and whom they report to; a new one is then invited by a link. */
import { Button, Checkbox } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department, PersonChange, PersonRecord, Position } from "~/api/organisation";
import { OrganisationDialog, PutAway, type Saving } from "./OrganisationDialog";
import { PersonSelect } from "./PersonSelect";
import { Posts } from "./Posts";
import { TextLine } from "./TextLine";

interface PersonDialogProps extends Saving<PersonChange> {
  /** Nothing for a new one. */
  person: PersonRecord | null;
  /** Where a new one belongs. */
  department: number | null;
  departments: readonly Department[];
  positions: readonly Position[];
  onHandOver: () => void;
}

export function PersonDialog(props: PersonDialogProps) {
  const { person, departments, positions, busy, error, onSave, onClose } = props;
  const { t } = useTranslation("people");
  const id = useId();
  const [given, setGiven] = useState<PersonChange>(person ?? { department: props.department });
  const set = (change: PersonChange): void => setGiven((before) => ({ ...before, ...change }));
  const text = (member: "name" | "name_en" | "login" | "email" | "mobile") => (
    <TextLine
      id={`${id}-${member}`}
      label={t(`person.${member}`)}
      value={given[member] ?? ""}
      autoFocus={member === "name" && person === null}
      onChange={(next) => set({ [member]: next })}
    />
  );

  function save(): void {
    const { name = "", name_en = "", login = "", email, mobile } = given;
    onSave({
      name: name.trim(),
      name_en: name_en.trim(),
      login: login.trim(),
      email: email?.trim() || null,
      mobile: mobile?.trim() || null,
      department: given.department ?? null,
      departments: given.departments ?? [],
      position: given.position ?? null,
      positions: given.positions ?? [],
      manager: given.manager ?? null,
      is_administrator: given.is_administrator ?? false,
    });
  }

  return (
    <OrganisationDialog
      width={600}
      title={person ? t("edit_person", { name: person.name }) : t("add_person")}
      busy={busy}
      error={error}
      ready={Boolean(given.name?.trim() && given.login?.trim())}
      saveText={t(person ? "save" : "add_and_invite")}
      onSave={save}
      onClose={onClose}
      deeds={person ? <Deeds {...props} person={person} /> : null}
    >
      {text("name")}
      {text("name_en")}
      {text("login")}
      <Posts given={given} departments={departments} positions={positions} onChange={set} />
      <label htmlFor={`${id}-manager`}>{t("manager")}</label>
      <PersonSelect
        id={`${id}-manager`}
        label={t("manager")}
        value={given.manager ?? null}
        {...(person ? { besides: person.id } : {})}
        onChange={(manager) => set({ manager })}
      />
      {text("email")}
      {text("mobile")}
      <span />
      <Checkbox
        checked={given.is_administrator ?? false}
        onChange={(event) => set({ is_administrator: event.target.checked })}
      >
        {t("is_administrator")}
      </Checkbox>
    </OrganisationDialog>
  );
}

function Deeds({ person, busy, onSave, onHandOver }: PersonDialogProps & { person: PersonRecord }) {
  const { t } = useTranslation("people");
  return (
    <>
      {person.active ? (
        <PutAway
          question={t("disable_sure", { name: person.name })}
          text={t("disable_text")}
          word={t("disable")}
          busy={busy}
          onSure={() => onSave({ active: false })}
        />
      ) : (
        <Button disabled={busy} onClick={() => onSave({ active: true })}>
          {t("enable")}
        </Button>
      )}
      <Button disabled={busy} onClick={onHandOver}>
        {t("hand_over_to")}
      </Button>
    </>
  );
}
