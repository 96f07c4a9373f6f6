/** The bell: how much is new, and the list of it. */
import { BellOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Count } from "~/ui/Count";
import { Drawer } from "~/ui/Drawer";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { later } from "~/ui/later";
import { usePhone } from "~/ui/phone";
import { shownAt } from "../tour/tours";
import { useUnread } from "./useNotifications";

const NotificationList = later(
  async () => (await import("./NotificationList")).NotificationList,
  <EntriesSkeleton />,
);

const WIDTH = 420;

export function NotificationBell() {
  const { t } = useTranslation("notifications");
  const [open, setOpen] = useState(false);
  const unread = useUnread();
  return (
    <>
      <Button
        {...shownAt("bell")}
        type="text"
        aria-label={unread > 0 ? t("bell_unread", { count: unread }) : t("title")}
        title={t("title")}
        onClick={() => setOpen(true)}
        icon={
          <Count count={unread}>
            <BellOutlined aria-hidden />
          </Count>
        }
      />
      <NotificationDrawer open={open} onClose={() => setOpen(false)} />
    </>
  );
}

export function NotificationDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("notifications");
  const phone = usePhone();
  return (
    <Drawer open={open} onClose={onClose} title={t("title")} size={phone ? "100%" : WIDTH} destroyOnHidden>
      <NotificationList onFollow={onClose} />
    </Drawer>
  );
}
