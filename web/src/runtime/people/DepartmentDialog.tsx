/** A department: its names, who heads it, what it belongs to; put away when nobody belongs to it any more. */
import { Alert, Button, Input, Modal, Popconfirm, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department, DepartmentChange } from "~/api/organisation";
import { matches } from "~/ui/pinyin";
import styles from "./PeoplePage.module.css";
import { PersonSelect } from "./PersonSelect";
import { pathOf, within } from "./tree";

interface DepartmentDialogProps {
  /** Nothing for a new one. */
  department: Department | null;
  /** Where a new one belongs. */
  parent: number | null;
  departments: readonly Department[];
  busy: boolean;
  error: string | null;
  onSave: (change: DepartmentChange) => void;
  onClose: () => void;
}

const TOP = 0;

export function DepartmentDialog(props: DepartmentDialogProps) {
  const { department, departments, busy, error, onSave, onClose } = props;
  const { t } = useTranslation("people");
  const id = useId();
  const [name, setName] = useState(department?.name ?? "");
  const [english, setEnglish] = useState(department?.name_en ?? "");
  const [parent, setParent] = useState(department ? department.parent : props.parent);
  const [head, setHead] = useState(department?.head ?? null);
  const under = department ? within(departments, department.id) : new Set<number>();
  const places = departments.filter((one) => !one.archived && !under.has(one.id));
  return (
    <Modal
      open
      width={480}
      title={department ? t("edit_department") : t("add_department")}
      onCancel={onClose}
      footer={
        <div className={styles.deeds}>
          {department ? (
            <Popconfirm
              title={t("put_away_sure", { name: department.title })}
              description={t("put_away_text")}
              okText={t("put_away")}
              cancelText={t("cancel")}
              onConfirm={() => onSave({ archived: true })}
            >
              <Button danger disabled={busy}>
                {t("put_away")}
              </Button>
            </Popconfirm>
          ) : null}
          <span className={styles.rest}>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button
              type="primary"
              loading={busy}
              disabled={!name.trim()}
              onClick={() => onSave({ name: name.trim(), name_en: english.trim(), parent, head })}
            >
              {t("save")}
            </Button>
          </span>
        </div>
      }
    >
      {error ? <Alert type="error" showIcon role="alert" title={error} /> : null}
      <div className={styles.fields}>
        <label htmlFor={`${id}-name`}>{t("name")}</label>
        <Input
          id={`${id}-name`}
          autoFocus
          maxLength={200}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <label htmlFor={`${id}-english`}>{t("name_en")}</label>
        <Input
          id={`${id}-english`}
          maxLength={200}
          value={english}
          onChange={(e) => setEnglish(e.target.value)}
        />
        <label htmlFor={`${id}-parent`}>{t("belongs_to")}</label>
        <Select<number>
          id={`${id}-parent`}
          value={parent ?? TOP}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={[
            { value: TOP, label: t("at_the_top") },
            ...places.map((one) => ({ value: one.id, label: pathOf(departments, one.id) })),
          ]}
          onChange={(next) => setParent(next === TOP ? null : next)}
        />
        <label htmlFor={`${id}-head`}>{t("head")}</label>
        <PersonSelect id={`${id}-head`} value={head} label={t("head")} onChange={setHead} />
      </div>
    </Modal>
  );
}
