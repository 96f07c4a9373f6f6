/** A new password, with the old one where it must be proved. What is wrong stands under its field. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, sentenceOf, told } from "~/api/problem";
import styles from "./form.module.css";

type Part = "current" | "new";

interface NewPasswordFormProps {
  /** Whose it is, for the browser's own store of passwords. */
  login: string;
  /** Whether the password that is has to be typed first. */
  proves: boolean;
  /** Where the server says what is wrong with the new one. */
  pointer: string;
  action: string;
  size?: "middle" | "large";
  onChoose: (chosen: string, current: string) => Promise<void>;
}

export function NewPasswordForm({
  login,
  proves,
  pointer,
  action,
  size = "middle",
  onChoose,
}: NewPasswordFormProps) {
  const { t } = useTranslation("session");
  const id = useId();
  const [given, setGiven] = useState<Record<Part, string>>({ current: "", new: "" });
  const choosing = useMutation({ mutationFn: () => onChoose(given.new, given.current) });
  const issues = choosing.error instanceof Problem ? choosing.error.issues : [];
  const pointers: Record<Part, string> = { current: "/current", new: pointer };
  const problemOf = (part: Part): string => {
    const issue = issues.find((candidate) => candidate.pointer === pointers[part]);
    return issue ? told(issue) : "";
  };
  const isElsewhere = choosing.error && !(Object.keys(pointers) as Part[]).some(problemOf);
  const complete = given.new !== "" && (given.current !== "" || !proves);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (complete) choosing.mutate();
  }

  const field = (part: Part, label: string, hint?: string) => {
    const problem = problemOf(part);
    return (
      <div>
        <label className={styles.label} htmlFor={`${id}-${part}`}>
          {label}
        </label>
        <Input.Password
          id={`${id}-${part}`}
          size={size}
          autoComplete={`${part}-password`}
          autoFocus={part === "current" || !proves}
          status={problem ? "error" : ""}
          aria-invalid={problem !== ""}
          aria-describedby={`${id}-${part}-said`}
          value={given[part]}
          onChange={(event) => setGiven({ ...given, [part]: event.target.value })}
        />
        <div id={`${id}-${part}-said`}>
          {problem ? (
            <div className={styles.problem} role="alert">
              {problem}
            </div>
          ) : hint ? (
            <div className={styles.hint}>{hint}</div>
          ) : null}
        </div>
      </div>
    );
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      {isElsewhere ? <Alert type="error" showIcon title={sentenceOf(choosing.error)} role="alert" /> : null}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      {proves ? field("current", t("password_current")) : null}
      {field("new", t("password_new"), t("password_hint"))}
      <Button
        type="primary"
        htmlType="submit"
        size={size}
        block
        loading={choosing.isPending}
        disabled={!complete}
      >
        {action}
      </Button>
    </form>
  );
}
