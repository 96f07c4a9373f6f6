/** What a one-time link opens: whose password it replaces, and the field for the new one. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { passwordLinks } from "~/api/passwordLinks";
import { Problem, sentenceOf } from "~/api/problem";
import { FrontDoor } from "./FrontDoor";
import styles from "./form.module.css";
import { NewPasswordForm } from "./NewPasswordForm";
import { signIn } from "./signIn";

export function LinkPage({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation("session");
  const owner = useQuery({
    queryKey: ["password-link", secret],
    queryFn: () => passwordLinks.read(secret),
    retry: (count, thrown) => count < 2 && thrown instanceof Problem && thrown.passing,
    staleTime: Number.POSITIVE_INFINITY,
  });

  async function choose(login: string, chosen: string): Promise<void> {
    await passwordLinks.use(secret, chosen);
    await signIn(login, chosen);
    onDone();
  }

  if (owner.error) {
    const gone = owner.error instanceof Problem && owner.error.status === 404;
    return (
      <FrontDoor
        title={gone ? t("link_spent") : t("link_failed")}
        text={gone ? t("link_spent_text") : sentenceOf(owner.error)}
      >
        <div className={styles.form}>
          <Button size="large" block onClick={gone ? onDone : () => void owner.refetch()}>
            {gone ? t("to_sign_in") : t("again")}
          </Button>
        </div>
      </FrontDoor>
    );
  }
  if (!owner.data) return null;
  const { login, name, first } = owner.data;
  return (
    <FrontDoor
      title={t(first ? "link_first_title" : "link_title", { name })}
      text={t(first ? "link_first_text" : "link_text", { name, login })}
    >
      <NewPasswordForm
        login={login}
        proves={false}
        pointer="/password"
        size="large"
        action={t("link_go_on")}
        onChoose={(chosen) => choose(login, chosen)}
      />
    </FrontDoor>
  );
}
