/** Login and password, with what went wrong under them. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import styles from "./form.module.css";
import { signIn } from "./signIn";

interface SignInFormProps {
  /** Who has to sign in again; anybody when absent. */
  login?: string;
}

export function SignInForm({ login: known }: SignInFormProps) {
  const { t } = useTranslation("session");
  const id = useId();
  const [login, setLogin] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const entering = useMutation({ mutationFn: () => signIn(login.trim(), password) });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (login.trim() && password) entering.mutate();
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      {entering.error ? (
        <Alert type="error" showIcon title={sentenceOf(entering.error)} role="alert" />
      ) : null}
      <div>
        <label className={styles.label} htmlFor={`${id}-login`}>
          {t("login")}
        </label>
        <Input
          id={`${id}-login`}
          size="large"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!known}
          disabled={Boolean(known)}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </div>
      <div>
        <label className={styles.label} htmlFor={`${id}-password`}>
          {t("password")}
        </label>
        <Input.Password
          id={`${id}-password`}
          size="large"
          autoComplete="current-password"
          autoFocus={Boolean(known)}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        block
        loading={entering.isPending}
        disabled={!login.trim() || !password}
      >
        {t("sign_in")}
      </Button>
    </form>
  );
}
