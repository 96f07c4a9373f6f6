/** The forms of the application: one is being designed, and others are a click away. */
import { DownOutlined, InboxOutlined, PlusOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { formsOf, labelOf } from "../document/model";
import styles from "./Design.module.css";
import { useDesign, useDraft } from "./DesignContext";
import { NewFormDialog } from "./NewFormDialog";
import type { Selection } from "./selection";
import { RemovedDialog } from "./uses/RemovedDialog";

export function FormList({ onOpen }: { onOpen: (form: string, selection?: Selection) => void }) {
  const { t } = useTranslation("design");
  const { document, form, locale } = useDesign();
  const { publishedVersion } = useDraft();
  const [looking, setLooking] = useState(false);
  const [making, setMaking] = useState(false);
  const iconOf = (icon: unknown) => <Icon name={typeof icon === "string" ? icon : undefined} />;
  const name = textOf(labelOf(form), locale) || form.key;
  const items = [
    ...formsOf(document).map((one) => ({
      key: one.key,
      icon: iconOf(one.icon ?? "FileTextOutlined"),
      label: textOf(labelOf(one), locale) || one.key,
      onClick: () => onOpen(one.key),
    })),
    { type: "divider" as const },
    { key: "+", icon: <PlusOutlined aria-hidden />, label: t("new_form"), onClick: () => setMaking(true) },
    ...(publishedVersion === null
      ? []
      : [
          {
            key: "-",
            icon: <InboxOutlined aria-hidden />,
            label: t("bin"),
            onClick: () => setLooking(true),
          },
        ]),
  ];
  return (
    <>
      <Dropdown
        autoFocus
        trigger={["click"]}
        menu={{ items, selectedKeys: [form.key], className: styles.formMenu ?? "" }}
      >
        <button type="button" className={styles.formButton} aria-label={t("switch_form", { form: name })}>
          {iconOf(form.icon ?? "FileTextOutlined")}
          <span className={styles.formButtonName}>{name}</span>
          <DownOutlined aria-hidden className={styles.more} />
        </button>
      </Dropdown>
      {looking ? <RemovedDialog onClose={() => setLooking(false)} onOpen={onOpen} /> : null}
      {making ? <NewFormDialog onClose={() => setMaking(false)} onMade={onOpen} /> : null}
    </>
  );
}
