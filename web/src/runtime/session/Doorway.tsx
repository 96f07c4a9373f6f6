/** Shows the sign-in page to strangers and the product to people, at the same address. */
import { useMutation } from "@tanstack/react-query";
import { Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router";
import { useSession } from "~/api/session";
import { Failure } from "~/ui/Failure";
import { router } from "../routes";
import { PasswordForm } from "./PasswordForm";
import { SignInForm } from "./SignInForm";
import { SignInPage } from "./SignInPage";
import { readMe } from "./signIn";

export function Doorway() {
  const { state, me } = useSession();
  const { t } = useTranslation("session");
  const { mutate: ask, error } = useMutation({ mutationFn: readMe });

  useEffect(() => ask(), [ask]);

  if (error && !me) return <Failure thrown={error} onRetry={() => ask()} />;
  if (state === "unknown") return null;
  if (state === "out") return <SignInPage />;
  return (
    <>
      <RouterProvider router={router} />
      <Modal
        open={me.person.must_change_password}
        title={t("password_must")}
        footer={null}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        width={400}
        destroyOnHidden
      >
        <p>{t("password_must_text")}</p>
        <PasswordForm />
      </Modal>
      <Modal
        open={state === "expired"}
        title={t("expired")}
        footer={null}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        width={400}
        zIndex={3000}
        destroyOnHidden
      >
        <p>{t("expired_text")}</p>
        <SignInForm login={me.person.login} />
      </Modal>
    </>
  );
}
