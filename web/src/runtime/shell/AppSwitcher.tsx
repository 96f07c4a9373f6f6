/** The head of the side menu: the open app, and a way to the others. */
import { AppstoreOutlined, DownOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useApp, useApps } from "~/api/apps";
import { useMe } from "~/api/session";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale, useScheme } from "~/ui/appearance";
import { CompanyLogo, isWide } from "~/ui/CompanyLogo";
import { Dropdown } from "~/ui/Dropdown";
import { Mark } from "~/ui/Mark";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { useLogo } from "../session/logos";
import styles from "./AppSwitcher.module.css";
import { useAddress } from "./address";

export function AppSwitcher({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  const navigate = useNavigate();
  const { app: key } = useAddress();
  const { data: apps = [] } = useApps();
  const { data: app } = useApp(key ?? "");

  if (!key || !app) {
    return (
      <Link to="/" className={styles.head}>
        <Brand narrow={narrow} />
      </Link>
    );
  }

  const items = [
    ...apps.map((one) => ({
      key: one.key,
      icon: <AppIcon app={one} size={20} />,
      label: textOf(one.label, locale),
      onClick: () => void navigate(addresses.enter(one)),
    })),
    { type: "divider" as const },
    {
      key: "/",
      icon: <AppstoreOutlined aria-hidden />,
      label: t("all_apps"),
      onClick: () => void navigate("/"),
    },
  ];
  return (
    <Dropdown menu={{ items, selectedKeys: [key] }}>
      <button
        type="button"
        className={styles.head}
        aria-label={`${textOf(app.label, locale)}, ${t("switch_app")}`}
      >
        <AppIcon app={app} />
        {narrow ? null : (
          <>
            <span className={styles.name}>{textOf(app.label, locale)}</span>
            <DownOutlined aria-hidden className={styles.more} />
          </>
        )}
      </button>
    </Dropdown>
  );
}

/** The company's logo, with its name beside it unless the picture says it; ours where it has none. */
function Brand({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation("shell");
  const { company } = useMe();
  const scheme = useScheme();
  const logo = useLogo();
  const isNamed = narrow || (logo !== null && isWide(logo.picture));
  const name = (
    <span className={isNamed ? "visually-hidden" : styles.name}>{logo ? company.name : t("product")}</span>
  );
  return (
    <>
      {logo ? (
        <CompanyLogo {...logo} on={scheme} height={28} widest={narrow ? 28 : 196} title="" />
      ) : (
        <Mark size={28} />
      )}
      {name}
    </>
  );
}
