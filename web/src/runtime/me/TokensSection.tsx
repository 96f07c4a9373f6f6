/** The tokens by which my programs come in: made here, shown once, revoked here. */
import { KeyOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { account, type Token } from "~/api/account";
import { useApps } from "~/api/apps";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import { instantInWords } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { AgoText } from "../record/AgoText";
import styles from "./MePage.module.css";
import { NewTokenDialog } from "./NewTokenDialog";
import { Section } from "./Section";
import { reachOf } from "./scopes";

export function TokensSection() {
  const { t } = useTranslation("me");
  const { message, modal } = useFeedback();
  const cache = useQueryClient();
  const [making, setMaking] = useState(false);
  const tokens = useQuery({ queryKey: keys.tokens, queryFn: account.tokens });
  const forget = () => cache.invalidateQueries({ queryKey: keys.tokens });
  const revoking = useMutation({
    mutationFn: account.revokeToken,
    onSuccess: () => void message.success(t("token_revoked")),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: forget,
  });

  function revoke(token: Token): void {
    modal.confirm({
      title: t("token_revoke_title", { name: token.name }),
      content: t("token_revoke_text"),
      okText: t("token_revoke"),
      okButtonProps: { danger: true },
      cancelText: t("cancel"),
      autoFocusButton: "cancel",
      onOk: () => revoking.mutateAsync(token.id).catch(() => undefined),
    });
  }

  return (
    <Section
      title={t("tokens")}
      text={t("tokens_text")}
      action={<Button onClick={() => setMaking(true)}>{t("token_new")}</Button>}
    >
      {tokens.error && !tokens.data ? (
        <Failure thrown={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : null}
      {tokens.data?.length === 0 ? <p className={styles.none}>{t("tokens_none")}</p> : null}
      {tokens.data && tokens.data.length > 0 ? (
        <ul className={styles.lines}>
          {tokens.data.map((token) => (
            <TokenLine key={token.id} token={token} onRevoke={() => revoke(token)} />
          ))}
        </ul>
      ) : null}
      {making ? <NewTokenDialog onMade={() => void forget()} onClose={() => setMaking(false)} /> : null}
    </Section>
  );
}

function TokenLine({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { t } = useTranslation("me");
  const locale = useLocale();
  const { company } = useMe();
  const { data: apps = [] } = useApps();
  const spent = Date.parse(token.expires_at) < Date.now();
  const until = instantInWords(token.expires_at, locale, company.time_zone);
  const reach = token.scopes
    .map((scope) => reachOf(scope, apps, locale, t))
    .join(locale === "en" ? ", " : "、");
  return (
    <li className={styles.line}>
      <span className={styles.icon} aria-hidden>
        <KeyOutlined aria-hidden />
      </span>
      <div className={styles.what}>
        <strong>{token.name}</strong>
        <div className={styles.more}>{reach}</div>
        <div className={styles.more}>
          {spent ? t("token_spent", { until }) : t("token_until", { until })} ·{" "}
          {token.last_used_at ? (
            <>
              {t("token_used")} <AgoText at={token.last_used_at} />
            </>
          ) : (
            t("token_unused")
          )}
        </div>
      </div>
      <Button danger onClick={onRevoke} aria-label={t("token_revoke_of", { name: token.name })}>
        {t("token_revoke")}
      </Button>
    </li>
  );
}
