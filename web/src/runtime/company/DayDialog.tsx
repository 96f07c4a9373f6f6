/** What one day is: worked or not, why, and back to what the country's calendar says. */
import { Button, Input, Modal, Radio } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import styles from "./Company.module.css";
import type { CalendarDay } from "./days";

const LONGEST = 100;

interface DayDialogProps {
  day: CalendarDay;
  busy: boolean;
  onSave: (change: { is_working: boolean; name: string } | null) => void;
  onClose: () => void;
}

export function DayDialog({ day, busy, onSave, onClose }: DayDialogProps) {
  const { t } = useTranslation("company");
  const locale = useLocale();
  const id = useId();
  const isOwn = day.special?.is_own ?? false;
  // Whoever opens an ordinary day wants it otherwise.
  const [working, setWorking] = useState(isOwn ? day.isWorking : !day.isWorking);
  const [name, setName] = useState(isOwn ? (day.special?.name ?? "") : "");
  const title = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(
    Date.parse(`${day.day}T00:00:00Z`),
  );
  const save = (): void => onSave({ is_working: working, name: name.trim() });
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={
        <div className={styles.deeds}>
          {isOwn ? (
            <Button danger disabled={busy} onClick={() => onSave(null)}>
              {t("reset")}
            </Button>
          ) : null}
          <span className={styles.rest}>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button type="primary" loading={busy} onClick={save}>
              {t("save")}
            </Button>
          </span>
        </div>
      }
    >
      <p className={styles.quiet}>
        {day.special && !isOwn
          ? t("country_says", { name: day.special.name || t("legend.makeup") })
          : isOwn
            ? t("own_says")
            : day.isWorking
              ? t("ordinary_working")
              : t("ordinary_off")}
      </p>
      <Radio.Group
        className={styles.choice ?? ""}
        value={working}
        onChange={(event) => setWorking(event.target.value as boolean)}
        options={[
          { value: true, label: t("is_working") },
          { value: false, label: t("is_off") },
        ]}
      />
      <label htmlFor={id}>{t("reason")}</label>
      <Input
        id={id}
        value={name}
        maxLength={LONGEST}
        placeholder={t("reason_example")}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={(event) => {
          // Enter ends a word that is being composed; it saves nothing.
          if (!event.nativeEvent.isComposing) save();
        }}
      />
    </Modal>
  );
}
