/** Opens the list of all views of a form: beside its button, or from the bottom of a phone. */
import { UnorderedListOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "~/ui/later";
import { Panel } from "~/ui/Panel";
import { usePhone } from "~/ui/phone";
import { Sheet } from "~/ui/Sheet";
import { Tooltip } from "~/ui/Tooltip";
import styles from "./ViewsButton.module.css";
import type { ViewsPanelProps } from "./ViewsPanel";

const ViewsPanel = later(async () => (await import("./ViewsPanel")).ViewsPanel, null);

export function ViewsButton(props: Omit<ViewsPanelProps, "onClose">) {
  const { t } = useTranslation("views");
  const phone = usePhone();
  const [open, setOpen] = useState(false);

  const panel = <ViewsPanel {...props} onClose={() => setOpen(false)} />;

  const button = (
    <Button
      type="text"
      className={styles.button ?? ""}
      icon={<UnorderedListOutlined aria-hidden />}
      aria-label={t("all")}
      aria-expanded={open}
      onClick={phone ? () => setOpen(!open) : undefined}
    />
  );
  if (phone) {
    return (
      <>
        {button}
        <Sheet open={open} title={t("title")} onClose={() => setOpen(false)}>
          {panel}
        </Sheet>
      </>
    );
  }
  return (
    <Panel open={open} onOpen={setOpen} label={t("title")} content={panel} bring={ViewsPanel.bring}>
      <Tooltip title={open ? null : t("all")}>{button}</Tooltip>
    </Panel>
  );
}
