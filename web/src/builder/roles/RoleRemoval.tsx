/** Before a role goes: who loses what it gave, which flows ask it, and what becomes of the record pages that name it. */
import { Modal, Radio, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { buildAddresses } from "../buildAddresses";
import { useDraft } from "../design/DesignContext";
import { usePlacesOf } from "../design/uses/usePlacesOf";
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
      <Asking role={role.key} onGo={onClose} />
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

/** The nodes of flows that find people by the role: each must ask somebody else before the app can be published. */
function Asking({ role, onGo }: { role: string; onGo: () => void }) {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const found = usePlacesOf({ role })?.filter(({ part }) => part === "flow" || part === "node") ?? [];
  if (found.length === 0) return null;
  return (
    <>
      <p>{t("remove_asked", { count: found.length })}</p>
      <ul>
        {found.map((use) => {
          const way = buildAddresses.part(app, use);
          return (
            <li key={use.pointer}>
              {way ? (
                <Link to={way} onClick={onGo}>
                  {use.name}
                </Link>
              ) : (
                use.name
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
