/** Me: my name, language, theme, and the way out. */
import { KeyOutlined, LogoutOutlined } from "@ant-design/icons";
import { Button, Dropdown, Modal, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { Avatar } from "~/ui/Avatar";
import { useLocale, useThemeChoice } from "~/ui/appearance";
import { LOCALES } from "~/words";
import { PasswordForm } from "../session/PasswordForm";
import { signOut } from "../session/signIn";
import { changeLanguage, changeTheme, LANGUAGES, THEMES } from "./AppearanceSwitch";
import styles from "./PersonMenu.module.css";

export function PersonMenu() {
  const { t } = useTranslation("shell");
  const { person } = useMe();
  const [open, setOpen] = useState(false);
  return (
    <Dropdown
      trigger={["click"]}
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      popupRender={() => (
        <div className={styles.panel}>
          <PersonPanel />
        </div>
      )}
    >
      <button type="button" className={styles.person}>
        <Avatar name={person.name} size={28} />
        <span className={styles.name}>{person.name}</span>
        <span className="visually-hidden">{t("person.menu")}</span>
      </button>
    </Dropdown>
  );
}

export function PersonPanel() {
  const { t } = useTranslation("shell");
  const [changing, setChanging] = useState(false);
  const { person } = useMe();
  const locale = useLocale();
  const theme = useThemeChoice();
  return (
    <>
      <div className={styles.who}>
        <Avatar name={person.name} size={40} />
        <div>
          <div className={styles.full}>{person.name}</div>
          <div className={styles.quiet}>
            {[person.department?.title, person.login].filter(Boolean).join(" · ")}
          </div>
        </div>
      </div>
      <div className={styles.setting}>
        <span>{t("language")}</span>
        <Segmented
          block
          value={locale}
          options={LOCALES.map((value) => ({ value, label: LANGUAGES[value] }))}
          onChange={(value) => void changeLanguage(value)}
          aria-label={t("language")}
        />
      </div>
      <div className={styles.setting}>
        <span>{t("theme.title")}</span>
        <Segmented
          block
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(value) => void changeTheme(value)}
          aria-label={t("theme.title")}
        />
      </div>
      <Button
        type="text"
        block
        className={styles.deed ?? ""}
        icon={<KeyOutlined />}
        onClick={() => setChanging(true)}
      >
        {t("person.password")}
      </Button>
      <Modal
        open={changing}
        title={t("person.password")}
        footer={null}
        width={400}
        destroyOnHidden
        onCancel={() => setChanging(false)}
      >
        <PasswordForm onDone={() => setChanging(false)} />
      </Modal>
      <Button
        type="text"
        block
        className={styles.deed ?? ""}
        icon={<LogoutOutlined />}
        onClick={() => void signOut()}
      >
        {t("person.sign_out")}
      </Button>
    </>
  );
}
