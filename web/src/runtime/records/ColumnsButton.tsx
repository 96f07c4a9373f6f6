/** Opens the choice of columns beside its button. */
import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView } from "~/api/types";
import { later } from "~/ui/later";
import { Panel } from "~/ui/Panel";
import type { Columns } from "../grid/columns";
import toolbar from "./Toolbar.module.css";

const ColumnsPanel = later(async () => (await import("./ColumnsPanel")).ColumnsPanel, null);

export function ColumnsButton({ form, columns }: { form: FormView; columns: Columns }) {
  const { t } = useTranslation("grid");
  const [open, setOpen] = useState(false);
  return (
    <Panel
      bring={ColumnsPanel.bring}
      open={open}
      onOpen={setOpen}
      label={t("columns.title")}
      content={<ColumnsPanel form={form} columns={columns} />}
    >
      <Button
        type="text"
        icon={<EyeOutlined aria-hidden />}
        className={columns.changed ? (toolbar.active ?? "") : ""}
        aria-expanded={open}
      >
        {t("columns.title")}
      </Button>
    </Panel>
  );
}
