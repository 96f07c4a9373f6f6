/** Before a role goes: who loses what it gave, and what becomes of the record pages that name it. */
import { Modal, Radio, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useDraft } from "../design/DesignContext";
import { type OwnPages, pagesNaming, type RoleDefinition } from "../document/commands/roles";
import { labelOf } from "../document/model";

interface RoleRemovalProps {
  role: RoleDefinition;
  name: string;
  /** Who holds it, in words. */
  held: string;
  onRemove: (own: OwnPages) => void;
  onClose: () => void;
}

export function RoleRemoval({ role, name, held, onRemove, onClose }: RoleRemovalProps) {
  const { t } = useTranslation("roles");
  const { document } = useDraft().session;
  const locale = useLocale();
  const [own, setOwn] = useState<OwnPages>("removed");
  const pages = pagesNaming(document, role.key);
  const namesOf = (isAlone: boolean): string =>
    pages
      .filter((page) => page.isAlone === isAlone)
      .map(({ page }) => textOf(labelOf(page), locale) || page.key)
      .join(locale === "en" ? ", " : "、");
  const [shared, alone] = [namesOf(false), namesOf(true)];
  return (
    <Modal
      open
      width={480}
      title={t("remove_sure", { role: name })}
      okText={t("remove")}
      okButtonProps={{ danger: true }}
      cancelText={t("cancel")}
      onOk={() => onRemove(own)}
      onCancel={onClose}
    >
      <p>{held}</p>
      {shared ? <p>{t("remove_shared_pages", { pages: shared })}</p> : null}
      {alone ? (
        <>
          <p>{t("remove_own_pages", { pages: alone })}</p>
          <Radio.Group
            value={own}
            aria-label={t("remove_own_pages", { pages: alone })}
            onChange={(event) => setOwn(event.target.value as OwnPages)}
          >
            <Space orientation="vertical" size={4}>
              <Radio value="removed">{t("own_pages.removed")}</Radio>
              <Radio value="everybody">{t("own_pages.everybody")}</Radio>
            </Space>
          </Radio.Group>
        </>
      ) : null}
    </Modal>
  );
}
