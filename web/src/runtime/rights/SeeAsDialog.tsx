/** As whom the application is to be seen. */
import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import type { Guise } from "~/api/seeAs";
import { useFeedback } from "~/ui/Feedback";
import styles from "./Rights.module.css";
import { beginSeeing } from "./seeing";
import { WhoPicker } from "./WhoPicker";

interface SeeAsDialogProps {
  app: string;
  roles: readonly { key: string; name: string }[];
  onClose: () => void;
}

export function SeeAsDialog({ app, roles, onClose }: SeeAsDialogProps) {
  const { t } = useTranslation("rights");
  const { message } = useFeedback();
  const [chosen, setChosen] = useState<{ guise: Guise; name: string } | null>(null);
  const [going, setGoing] = useState(false);
  async function go(): Promise<void> {
    if (!chosen) return;
    setGoing(true);
    try {
      await beginSeeing(app, chosen.guise);
    } catch (thrown) {
      setGoing(false);
      void message.error(sentenceOf(thrown));
    }
  }
  return (
    <Modal
      open
      width={440}
      title={t("see_as")}
      okText={t("see")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !chosen, loading: going }}
      onOk={() => void go()}
      onCancel={onClose}
    >
      <p className={styles.intro}>{t("see_as_text")}</p>
      <WhoPicker
        autoFocus
        value={chosen?.guise ?? null}
        name={chosen?.name ?? ""}
        roles={roles}
        onChange={(guise, name) => setChosen({ guise, name })}
      />
    </Modal>
  );
}
