/** Shows the sign-in page to strangers and the product to people, at the same address. */
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type createBrowserRouter, RouterProvider } from "react-router";
import { useSession } from "~/api/session";
import { Failure } from "~/ui/Failure";
import { later } from "~/ui/later";
import { Modal } from "~/ui/Modal";
import { useTabIcon } from "./logos";
import { readMe } from "./signIn";

const LINK_PATH = "/password";

// Most people who open a page are in.
const SignInPage = later(async () => (await import("./SignInPage")).SignInPage, null);
const SignInForm = later(async () => (await import("./SignInForm")).SignInForm, null);
const LinkPage = later(async () => (await import("./LinkPage")).LinkPage, null);
const ChoosePasswordPage = later(async () => (await import("./ChoosePasswordPage")).ChoosePasswordPage, null);
const PasswordForm = later(async () => (await import("./PasswordForm")).PasswordForm, null);

export function Doorway({ router }: { router: ReturnType<typeof createBrowserRouter> }) {
  const { state, me } = useSession();
  const { t } = useTranslation("session");
  const { mutate: ask, error } = useMutation({ mutationFn: readMe });
  const entered = useRef(false);
  const [link, setLink] = useState(secretInAddress);

  useTabIcon();
  useEffect(() => ask(), [ask]);

  /** Goes home without a trace of the link in the browser's history. */
  const leaveLink = () => void router.navigate("/", { replace: true }).then(() => setLink(""));

  if (link) return <LinkPage secret={link} onDone={leaveLink} />;
  if (error && !me) return <Failure thrown={error} onRetry={() => ask()} />;
  if (state === "unknown") return null;
  if (state === "out") {
    entered.current = false;
    return <SignInPage />;
  }
  const owesPassword = state === "in" && me.person.must_change_password;
  // A page that is open already stays under the question, with everything typed into it.
  if (owesPassword && !entered.current) return <ChoosePasswordPage />;
  entered.current = true;
  return (
    <>
      <RouterProvider router={router} />
      <Asking open={owesPassword} title={t("password_must")} text={t("password_must_text")}>
        <PasswordForm />
      </Asking>
      <Asking open={state === "expired"} title={t("expired")} text={t("expired_text")}>
        <SignInForm login={me.person.login} />
      </Asking>
    </>
  );
}

/** The secret of a one-time link that was opened. It stands behind the "#", so that no server on the way logs it. */
function secretInAddress(): string {
  return window.location.pathname === LINK_PATH ? window.location.hash.slice(1) : "";
}

interface AskingProps {
  open: boolean;
  title: string;
  text: string;
  children: ReactNode;
}

/** A question over the page that must be answered before the page goes on. */
function Asking({ open, title, text, children }: AskingProps) {
  return (
    <Modal
      open={open}
      title={title}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={400}
      zIndex={3000}
      destroyOnHidden
    >
      <p>{text}</p>
      {children}
    </Modal>
  );
}
