/** A person: names, login, where they belong and whom they report to; a new one is then invited by a link. */
import { Alert, Button, Checkbox, Input, Modal, Popconfirm, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department, PersonChange, PersonRecord } from "~/api/organisation";
import { matches } from "~/ui/pinyin";
import styles from "./PeoplePage.module.css";
import { PersonSelect } from "./PersonSelect";
import { pathOf } from "./tree";

interface PersonDialogProps {
  /** Nothing for a new one. */
  person: PersonRecord | null;
  /** Where a new one belongs. */
  department: number | null;
  departments: readonly Department[];
  busy: boolean;
  error: string | null;
  onSave: (change: PersonChange) => void;
  onHandOver: () => void;
  onClose: () => void;
}

export function PersonDialog(props: PersonDialogProps) {
  const { person, departments, busy, error, onSave, onClose } = props;
  const { t } = useTranslation("people");
  const id = useId();
  const [given, setGiven] = useState<PersonChange>(person ?? { department: props.department });
  const set = (change: PersonChange): void => setGiven((before) => ({ ...before, ...change }));
  const options = departments
    .filter(({ archived }) => !archived)
    .map((one) => ({ value: one.id, label: pathOf(departments, one.id) }));
  const searching = {
    filterOption: (typed: string, option?: { label?: unknown }) =>
      matches(String(option?.label ?? ""), typed),
  };
  const text = (member: "name" | "name_en" | "login" | "email" | "mobile") => (
    <>
      <label htmlFor={`${id}-${member}`}>{t(`person.${member}`)}</label>
      <Input
        id={`${id}-${member}`}
        autoFocus={member === "name" && person === null}
        maxLength={200}
        autoComplete="off"
        value={given[member] ?? ""}
        onChange={(event) => set({ [member]: event.target.value })}
      />
    </>
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
      manager: given.manager ?? null,
      is_administrator: given.is_administrator ?? false,
    });
  }

  return (
    <Modal
      open
      width={520}
      title={person ? t("edit_person", { name: person.name }) : t("add_person")}
      onCancel={onClose}
      footer={
        <div className={styles.deeds}>
          {person?.active ? (
            <Popconfirm
              title={t("disable_sure", { name: person.name })}
              description={t("disable_text")}
              okText={t("disable")}
              cancelText={t("cancel")}
              onConfirm={() => onSave({ active: false })}
            >
              <Button danger disabled={busy}>
                {t("disable")}
              </Button>
            </Popconfirm>
          ) : person ? (
            <Button disabled={busy} onClick={() => onSave({ active: true })}>
              {t("enable")}
            </Button>
          ) : null}
          {person ? (
            <Button disabled={busy} onClick={props.onHandOver}>
              {t("hand_over_to")}
            </Button>
          ) : null}
          <span className={styles.rest}>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button
              type="primary"
              loading={busy}
              disabled={!given.name?.trim() || !given.login?.trim()}
              onClick={save}
            >
              {t(person ? "save" : "add_and_invite")}
            </Button>
          </span>
        </div>
      }
    >
      {error ? <Alert type="error" showIcon role="alert" title={error} /> : null}
      <div className={styles.fields}>
        {text("name")}
        {text("name_en")}
        {text("login")}
        <label htmlFor={`${id}-department`}>{t("department")}</label>
        <Select<number>
          id={`${id}-department`}
          allowClear
          value={given.department ?? null}
          placeholder={t("no_department")}
          showSearch={searching}
          options={options}
          onChange={(next: number | undefined) => set({ department: next ?? null })}
        />
        <label htmlFor={`${id}-others`}>{t("other_departments")}</label>
        <Select<number[]>
          id={`${id}-others`}
          mode="multiple"
          value={[...(given.departments ?? [])]}
          placeholder={t("none")}
          showSearch={searching}
          options={options.filter(({ value }) => value !== given.department)}
          onChange={(departments) => set({ departments })}
        />
        <label htmlFor={`${id}-manager`}>{t("manager")}</label>
        <PersonSelect
          id={`${id}-manager`}
          label={t("manager")}
          value={given.manager ?? null}
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
      </div>
    </Modal>
  );
}
