/** The phone's way around: home, the app's pages, the search, a new record, me. */
import {
  BellOutlined,
  HomeOutlined,
  MenuOutlined,
  PlusOutlined,
  SearchOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { formOf, may, useApp } from "~/api/apps";
import { useLocale } from "~/ui/appearance";
import { Count } from "~/ui/Count";
import { later } from "~/ui/later";
import { Sheet } from "~/ui/Sheet";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { NotificationDrawer } from "../notifications/NotificationBell";
import { useUnread } from "../notifications/useNotifications";
import { shownAt } from "../tour/tours";
import { useAddress } from "./address";
import styles from "./BottomBar.module.css";
import { MenuLines } from "./MenuLines";
import { PersonPanel } from "./PersonMenu";

const InboxItem = later(async () => (await import("../flows/InboxButton")).InboxItem, null);

export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  const navigate = useNavigate();
  const { app: key, form: formKey, rest } = useAddress();
  const { data: app } = useApp(key ?? "");
  const [sheet, setSheet] = useState<"pages" | "me" | "notifications" | null>(null);
  const form = app && formKey ? formOf(app, formKey) : undefined;
  const unread = useUnread();
  const { pathname } = useLocation();
  const close = (): void => setSheet(null);
  const item = (icon: ReactNode, text: string): ReactNode => (
    <>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {text}
    </>
  );

  return (
    <>
      <nav className={styles.bar} aria-label={t("side.title")}>
        <Link to="/" className={styles.item} aria-current={pathname === "/" ? "page" : undefined}>
          {item(<HomeOutlined aria-hidden />, t("home"))}
        </Link>
        {app ? null : <InboxItem />}
        {app ? (
          <button type="button" className={styles.item} onClick={() => setSheet("pages")}>
            {item(<MenuOutlined aria-hidden />, t("pages"))}
          </button>
        ) : null}
        <button {...shownAt("search")} type="button" className={styles.item} onClick={onSearch}>
          {item(<SearchOutlined aria-hidden />, t("search"))}
        </button>
        {app && form && !rest && may(form, "create") ? (
          <button
            type="button"
            className={styles.item}
            onClick={() => void navigate(addresses.create(app.key, form.key))}
          >
            {item(<PlusOutlined aria-hidden />, t("new"))}
          </button>
        ) : null}
        <button
          {...shownAt("bell")}
          type="button"
          className={styles.item}
          aria-label={unread > 0 ? t("notifications:bell_unread", { count: unread }) : undefined}
          onClick={() => setSheet("notifications")}
        >
          {item(
            <Count count={unread}>
              <BellOutlined aria-hidden style={{ fontSize: "var(--text-page)", color: "var(--ink-quiet)" }} />
            </Count>,
            t("notifications:title"),
          )}
        </button>
        <button {...shownAt("person")} type="button" className={styles.item} onClick={() => setSheet("me")}>
          {item(<UserOutlined aria-hidden />, t("person.title"))}
        </button>
      </nav>
      <Sheet open={sheet === "pages"} title={app ? textOf(app.label, locale) : t("pages")} onClose={close}>
        <MenuLines onFollow={close} />
      </Sheet>
      <NotificationDrawer open={sheet === "notifications"} onClose={close} />
      <Sheet open={sheet === "me"} title={t("person.title")} onClose={close}>
        <PersonPanel onFollow={close} />
      </Sheet>
    </>
  );
}
