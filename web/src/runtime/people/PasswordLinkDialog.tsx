/** Makes the link by which a person chooses a new password, and shows it this once. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { passwordLinks } from "~/api/passwordLinks";
import type { PersonItem } from "~/api/people";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import { instantInWords } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import { CopyField } from "~/ui/CopyField";

interface PasswordLinkDialogProps {
  person: PersonItem;
  /** Whether they never had a password. */
  isNew: boolean;
  onClose: () => void;
}

export function PasswordLinkDialog({ person, isNew, onClose }: PasswordLinkDialogProps) {
  const { t } = useTranslation("people");
  const locale = useLocale();
  const zone = useMe().company.time_zone;
  const making = useMutation({ mutationFn: () => passwordLinks.make(person.id) });
  const name = person.title;
  const { data: made } = making;

  if (made) {
    const address = new URL(made.path, window.location.origin).href;
    return (
      <Modal
        open
        width={560}
        title={t(isNew ? "invitation_made" : "link_made", { name })}
        okText={t("link_sent")}
        okType="default"
        cancelButtonProps={{ style: { display: "none" } }}
        mask={{ closable: false }}
        closable={false}
        keyboard={false}
        onOk={onClose}
      >
        <p>{t("link_made_text", { name, until: instantInWords(made.expires_at, locale, zone) })}</p>
        <CopyField text={address} label={t("link")} />
      </Modal>
    );
  }
  return (
    <Modal
      open
      width={480}
      title={t(isNew ? "invite" : "link_title", { name })}
      okText={t("link_make")}
      cancelText={t("cancel")}
      confirmLoading={making.isPending}
      onOk={() => making.mutate()}
      onCancel={onClose}
    >
      {making.error ? <Alert type="error" showIcon role="alert" title={sentenceOf(making.error)} /> : null}
      <p>{t(isNew ? "invite_text" : "link_text", { name })}</p>
    </Modal>
  );
}
