/** An application without a form: what a form is, and the one thing to do. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "~/ui/Notice";
import { NewFormDialog } from "./NewFormDialog";

export function FirstForm({ onOpen }: { onOpen: (form: string) => void }) {
  const { t } = useTranslation("design");
  const [making, setMaking] = useState(false);
  return (
    <>
      <Notice
        title={t("first_form")}
        actions={
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
            {t("new_form")}
          </Button>
        }
      >
        {t("first_form_text")}
      </Notice>
      {making ? <NewFormDialog onClose={() => setMaking(false)} onMade={onOpen} /> : null}
    </>
  );
}
