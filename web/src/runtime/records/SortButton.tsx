/** Opens the list's order beside its button. */
import { SortAscendingOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "~/ui/later";
import { Panel } from "~/ui/Panel";
import type { SortPanelProps } from "./SortPanel";
import toolbar from "./Toolbar.module.css";

const SortPanel = later(async () => (await import("./SortPanel")).SortPanel, null);

export function SortButton(props: SortPanelProps) {
  const { sort, changed } = props;
  const { t } = useTranslation("grid");
  const [open, setOpen] = useState(false);
  return (
    <Panel
      bring={SortPanel.bring}
      open={open}
      onOpen={setOpen}
      label={t("sort.title")}
      content={<SortPanel {...props} />}
    >
      <Button
        type="text"
        icon={<SortAscendingOutlined aria-hidden />}
        className={changed ? (toolbar.active ?? "") : ""}
        aria-expanded={open}
      >
        {changed && sort.length > 0 ? t("sort.count", { count: sort.length }) : t("sort.title")}
      </Button>
    </Panel>
  );
}
