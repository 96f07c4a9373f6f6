/** Replaces one's own password. */
import { useMutation } from "@tanstack/react-query";
import { Button, App as Feedback, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "~/api/client";
import { Problem, sentenceOf } from "~/api/problem";
import styles from "./SignInForm.module.css";
import { readMe } from "./signIn";

type Part = "current" | "new";

export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation("session");
  const { message } = Feedback.useApp();
  const id = useId();
  const [given, setGiven] = useState<Record<Part, string>>({ current: "", new: "" });
  const changing = useMutation({
    mutationFn: () => api.post<void>("/me/password", given),
    onSuccess: async () => {
      void message.success(t("password_changed"));
      await readMe();
      onDone?.();
    },
  });
  const issues = changing.error instanceof Problem ? changing.error.issues : [];
  const problemOf = (part: Part): string => {
    const issue = issues.find(({ pointer }) => pointer === `/${part}`);
    return issue ? [issue.message, issue.hint].filter(Boolean).join(" ") : "";
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (given.current && given.new) changing.mutate();
  }

  const field = (part: Part, label: string, autoComplete: string) => (
    <div>
      <label className={styles.label} htmlFor={`${id}-${part}`}>
        {label}
      </label>
      <Input.Password
        id={`${id}-${part}`}
        autoComplete={autoComplete}
        status={problemOf(part) ? "error" : ""}
        aria-describedby={`${id}-${part}-problem`}
        value={given[part]}
        onChange={(event) => setGiven({ ...given, [part]: event.target.value })}
      />
      <div id={`${id}-${part}-problem`} className={styles.problem} role="alert">
        {problemOf(part)}
      </div>
    </div>
  );

  return (
    <form className={styles.form} onSubmit={submit}>
      {field("current", t("password_current"), "current-password")}
      {field("new", t("password_new"), "new-password")}
      {changing.error && issues.length === 0 ? (
        <div className={styles.problem} role="alert">
          {sentenceOf(changing.error)}
        </div>
      ) : null}
      <Button
        type="primary"
        htmlType="submit"
        block
        loading={changing.isPending}
        disabled={!given.current || !given.new}
      >
        {t("password_change")}
      </Button>
    </form>
  );
}
