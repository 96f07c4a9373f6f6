/** A new token: what for, how far, how long; then its text, shown this once. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Input, type InputRef, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { account } from "~/api/account";
import { useApps } from "~/api/apps";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import { useLocale } from "~/ui/appearance";
import { CopyField } from "~/ui/CopyField";
import { FormLine } from "~/ui/FormLine";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { Select } from "~/ui/Select";
import { reaches, reachOf } from "./scopes";

const DAYS = [7, 30, 90, 365] as const;
const DAY_MS = 86_400_000;

interface NewTokenDialogProps {
  onMade: () => void;
  onClose: () => void;
}

export function NewTokenDialog({ onMade, onClose }: NewTokenDialogProps) {
  const { t } = useTranslation("me");
  const locale = useLocale();
  const { person } = useMe();
  useReturnedFocus();
  const { data: apps = [] } = useApps();
  const input = useRef<InputRef>(null);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState<number>(90);
  const making = useMutation({
    mutationFn: () =>
      account.addToken({
        name: name.trim(),
        scopes,
        expires_at: new Date(Date.now() + days * DAY_MS).toISOString(),
      }),
    onSuccess: onMade,
  });
  const complete = name.trim() !== "" && scopes.length > 0;
  const { data: made } = making;

  if (made) {
    return (
      <Modal
        open
        width={560}
        title={t("token_made", { name: name.trim() })}
        okText={t("token_kept")}
        okType="default"
        cancelButtonProps={{ style: { display: "none" } }}
        mask={{ closable: false }}
        closable={false}
        keyboard={false}
        onOk={onClose}
      >
        <p>{t("token_made_text")}</p>
        <CopyField text={made.token} label={t("token")} />
      </Modal>
    );
  }
  return (
    <Modal
      open
      width={480}
      title={t("token_new")}
      okText={t("token_make")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !complete }}
      confirmLoading={making.isPending}
      onOk={() => making.mutate()}
      afterOpenChange={(shown) => shown && input.current?.focus()}
      onCancel={onClose}
    >
      {making.error ? <Alert type="error" showIcon role="alert" title={sentenceOf(making.error)} /> : null}
      <FormLine label={t("token_name")} htmlFor="token-name" help={t("token_name_help")}>
        <Input
          id="token-name"
          ref={input}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </FormLine>
      <FormLine label={t("token_reach")} htmlFor="token-reach" help={t("token_reach_help")}>
        <Select
          id="token-reach"
          mode="multiple"
          value={scopes}
          placeholder={t("token_reach_choose")}
          optionFilterProp="label"
          options={reaches(apps, person.is_administrator).map((scope) => ({
            value: scope,
            label: reachOf(scope, apps, locale, t),
          }))}
          onChange={setScopes}
        />
      </FormLine>
      <FormLine label={t("token_days")} htmlFor="token-days">
        <Select
          id="token-days"
          value={days}
          options={DAYS.map((count) => ({ value: count, label: t("days", { count }) }))}
          onChange={setDays}
        />
      </FormLine>
    </Modal>
  );
}
