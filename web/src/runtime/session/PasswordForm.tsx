/** Replaces one's own password. */
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { useFeedback } from "~/ui/Feedback";
import { NewPasswordForm } from "./NewPasswordForm";
import { choosePassword, typedPassword } from "./signIn";

interface PasswordFormProps {
  size?: "middle" | "large";
  onDone?: () => void;
}

export function PasswordForm({ size = "middle", onDone }: PasswordFormProps) {
  const { t } = useTranslation("session");
  const { person } = useMe();
  const { message } = useFeedback();
  const known = typedPassword();

  async function choose(chosen: string, current: string): Promise<void> {
    await choosePassword(known ?? current, chosen);
    void message.success(t("password_changed"));
    onDone?.();
  }

  return (
    <NewPasswordForm
      login={person.login}
      proves={known === null}
      pointer="/new"
      size={size}
      action={person.must_change_password ? t("password_go_on") : t("password_change")}
      onChoose={choose}
    />
  );
}
