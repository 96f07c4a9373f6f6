/** Said of a published application that nobody but its administrators can open yet, with the way to change that. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "~/api/keys";
import { HOLDERS, roles } from "~/api/roles";
import styles from "../Admin.module.css";
import { buildAddresses } from "../buildAddresses";

export function NobodyYet({ app }: { app: string }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  // Who may build need not decide who holds what: they are told nothing.
  const held = useQuery({
    queryKey: keys.roles(app),
    queryFn: ({ signal }) => roles.list(app, signal),
    retry: false,
  });
  const open = held.data?.filter(({ administrator }) => !administrator);
  if (!open || open.some((role) => HOLDERS.some((kind) => role[kind].length > 0))) return null;
  const [first] = open;
  const to = first
    ? buildAddresses.part(app, { part: "role", form: null, key: first.key })
    : buildAddresses.roles(app);
  return (
    <section className={styles.card} aria-label={t("nobody.title")}>
      <div className={styles.notice}>
        <div>
          <p className={styles.strong}>{t("nobody.title")}</p>
          <p className={styles.quiet}>{first ? t("nobody.text") : t("nobody.no_roles")}</p>
        </div>
        <div className={styles.actions}>
          <Button type="primary" onClick={() => void navigate(to ?? buildAddresses.roles(app))}>
            {first ? t("nobody.give") : t("nobody.begin")}
          </Button>
        </div>
      </div>
    </section>
  );
}
