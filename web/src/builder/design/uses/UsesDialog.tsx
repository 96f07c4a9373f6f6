/** Where an option is used, which has no settings of its own to tell it in. */
import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { Part } from "~/api/uses";
import { UseLine } from "./UseLine";
import styles from "./Uses.module.css";
import { usePlacesOf } from "./usePlacesOf";

interface UsesDialogProps {
  part: Part;
  name: string;
  onClose: () => void;
}

export function UsesDialog({ part, name, onClose }: UsesDialogProps) {
  const { t } = useTranslation("uses");
  const found = usePlacesOf(part);
  return (
    <Modal open width={560} footer={null} title={t("where_used", { name })} onCancel={onClose}>
      {found ? (
        <p className={styles.intro}>
          {found.length > 0 ? t("used_in", { count: found.length }) : t("nowhere")}
        </p>
      ) : null}
      <ul className={styles.uses}>
        {found?.map((use) => (
          <UseLine key={`${use.pointer} ${use.name}`} use={use} onGo={onClose} />
        ))}
      </ul>
    </Modal>
  );
}
