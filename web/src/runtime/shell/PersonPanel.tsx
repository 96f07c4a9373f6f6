/** What belongs to me: language, theme, my page, and the way out. */
import {
  BankOutlined,
  CompassOutlined,
  LogoutOutlined,
  ShareAltOutlined,
  TeamOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "~/api/session";
import { Avatar } from "~/ui/Avatar";
import { addresses } from "../addresses";
import { signOut } from "../session/signIn";
import { startTour } from "../tour/tours";
import { AppearanceSettings } from "./AppearanceSettings";
import styles from "./PersonMenu.module.css";

export function PersonPanel({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const { person } = useMe();
  const go = (address: string) => {
    onFollow();
    void navigate(address);
  };
  return (
    <>
      <div className={styles.who}>
        <Avatar name={person.name} size={40} />
        <div className={styles.names}>
          <div className={styles.full}>{person.name}</div>
          <div className={styles.quiet}>
            {[person.department?.title, person.login].filter(Boolean).join(" · ")}
          </div>
        </div>
      </div>
      <div className={styles.settings}>
        <AppearanceSettings />
      </div>
      <Button
        type="text"
        block
        className={styles.deed ?? ""}
        icon={<UserOutlined aria-hidden />}
        onClick={() => go(addresses.me)}
      >
        {t("person.page")}
      </Button>
      <Button
        type="text"
        block
        className={styles.deed ?? ""}
        icon={<ShareAltOutlined aria-hidden />}
        onClick={() => go(addresses.shared)}
      >
        {t("person.shared")}
      </Button>
      <Button
        type="text"
        block
        className={styles.deed ?? ""}
        icon={<CompassOutlined aria-hidden />}
        onClick={() => {
          go(addresses.home);
          startTour("home");
        }}
      >
        {t("tour:again")}
      </Button>
      {person.is_administrator ? (
        <>
          <Button
            type="text"
            block
            className={styles.deed ?? ""}
            icon={<TeamOutlined aria-hidden />}
            onClick={() => go(addresses.people)}
          >
            {t("people")}
          </Button>
          <Button
            type="text"
            block
            className={styles.deed ?? ""}
            icon={<BankOutlined aria-hidden />}
            onClick={() => go(addresses.company)}
          >
            {t("company")}
          </Button>
        </>
      ) : null}
      <Button
        type="text"
        block
        className={styles.deed ?? ""}
        icon={<LogoutOutlined aria-hidden />}
        onClick={() => void signOut()}
      >
        {t("person.sign_out")}
      </Button>
    </>
  );
}
