/** Over everything while an application is seen as somebody else: as whom, that nothing can be changed, the way out. */
import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { textOf } from "~/words";
import styles from "./Rights.module.css";
import { endSeeing, reloadWithOthers, useSeeing } from "./seeing";

export function SeeAsBar() {
  const { t } = useTranslation("rights");
  const { message } = useFeedback();
  const locale = useLocale();
  const seeing = useSeeing();
  const [leaving, setLeaving] = useState(false);
  useEffect(() => reloadWithOthers(), []);
  const name = seeing?.person?.title ?? textOf(seeing?.role?.label, locale);
  const said = !seeing
    ? ""
    : seeing.ended
      ? t("seeing.ended")
      : t(seeing.person ? "seeing.person" : "seeing.role", { name });
  async function leave(): Promise<void> {
    setLeaving(true);
    try {
      await endSeeing();
    } catch (thrown) {
      setLeaving(false);
      void message.error(sentenceOf(thrown));
    }
  }
  return (
    <div className={styles.bar} role="status">
      <EyeOutlined aria-hidden />
      <span className={styles.barText}>{said}</span>
      <Button size="small" loading={leaving} onClick={() => void leave()}>
        {t("seeing.leave")}
      </Button>
    </div>
  );
}
