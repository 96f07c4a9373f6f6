/** The way to the inbox, with how much waits there: in the bar at the top, or at the bottom of a phone. */
import { InboxOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { Count } from "~/ui/Count";
import { addresses } from "../addresses";
import bar from "../shell/BottomBar.module.css";
import { useCounts } from "./useTasks";
import "./words";

export function InboxButton() {
  const { t } = useTranslation("flows");
  const navigate = useNavigate();
  const todo = useCounts()?.todo ?? 0;
  return (
    <Button
      type="text"
      href={addresses.inbox()}
      aria-label={todo > 0 ? t("inbox_count", { count: todo }) : t("title")}
      title={t("title")}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(addresses.inbox());
      }}
      icon={
        <Count count={todo}>
          <InboxOutlined aria-hidden />
        </Count>
      }
    />
  );
}

export function InboxItem() {
  const { t } = useTranslation("flows");
  const { pathname } = useLocation();
  const todo = useCounts()?.todo ?? 0;
  return (
    <Link
      to={addresses.inbox()}
      className={bar.item}
      aria-current={pathname === addresses.inbox() ? "page" : undefined}
      aria-label={todo > 0 ? t("inbox_count", { count: todo }) : undefined}
    >
      <span className={bar.icon} aria-hidden>
        <Count count={todo}>
          <InboxOutlined style={{ fontSize: "var(--text-page)", color: "var(--ink-quiet)" }} />
        </Count>
      </span>
      {t("title")}
    </Link>
  );
}
