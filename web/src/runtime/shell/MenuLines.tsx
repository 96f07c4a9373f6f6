/** The pages of the open app, or all apps at home, as links. */
import { FileAddOutlined, HighlightOutlined, HomeOutlined, ToolOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { formOf, useApp, useApps } from "~/api/apps";
import type { AppView, MenuEntry } from "~/api/types";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { useAddress } from "./address";
import styles from "./MenuLines.module.css";

interface LineProps {
  to: string;
  icon: ReactNode;
  text: string;
  narrow: boolean;
  end?: boolean;
  onFollow?: (() => void) | undefined;
}

function Line({ to, icon, text, narrow, end = false, onFollow }: LineProps) {
  return (
    <Tooltip title={narrow ? text : null} placement="right">
      <NavLink to={to} end={end} className={styles.line} onClick={onFollow}>
        <span className={styles.icon}>{icon}</span>
        <span className={narrow ? "visually-hidden" : styles.text}>{text}</span>
      </NavLink>
    </Tooltip>
  );
}

/** What the menu holds: the author's entries, or every form where the author made none. */
function entriesOf(app: AppView): readonly MenuEntry[] {
  if (app.menu.length > 0) return app.menu;
  return app.forms.map(({ key, label, icon }) => ({ key, label, icon, form: key, entries: [] }));
}

interface MenuLinesProps {
  narrow?: boolean;
  onFollow?: () => void;
}

export function MenuLines({ narrow = false, onFollow }: MenuLinesProps) {
  const { app, form } = useAddress();
  return app ? (
    <AppLines app={app} form={form ?? undefined} narrow={narrow} onFollow={onFollow} />
  ) : (
    <HomeLines narrow={narrow} onFollow={onFollow} />
  );
}

function HomeLines({ narrow, onFollow }: { narrow: boolean; onFollow?: (() => void) | undefined }) {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  const { data: apps = [] } = useApps();
  return (
    <>
      <Line
        to="/"
        end
        icon={<HomeOutlined aria-hidden />}
        text={t("home")}
        narrow={narrow}
        onFollow={onFollow}
      />
      {apps.length > 0 && !narrow ? <h2 className={styles.group}>{t("apps")}</h2> : null}
      {apps.map((app) => (
        <Line
          key={app.key}
          to={addresses.enter(app)}
          icon={<AppIcon app={app} size={20} />}
          text={textOf(app.label, locale)}
          narrow={narrow}
          onFollow={onFollow}
        />
      ))}
    </>
  );
}

interface AppLinesProps {
  app: string;
  form: string | undefined;
  narrow: boolean;
  onFollow?: (() => void) | undefined;
}

function AppLines({ app: key, form, narrow, onFollow }: AppLinesProps) {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  const { data: app } = useApp(key);
  if (!app) return null;

  function draw(entry: MenuEntry): ReactNode {
    if (!app) return null;
    if (entry.form) {
      const page = formOf(app, entry.form);
      if (!page) return null;
      return (
        <Line
          key={entry.key}
          to={addresses.list(key, page.key)}
          icon={<Icon name={entry.icon || page.icon} />}
          text={textOf(entry.label, locale) || textOf(page.label, locale)}
          narrow={narrow}
          onFollow={onFollow}
        />
      );
    }
    const lines = entry.entries.map(draw).filter(Boolean);
    if (lines.length === 0) return null;
    return (
      <section key={entry.key} aria-label={textOf(entry.label, locale)}>
        {narrow ? (
          <hr className={styles.rule} />
        ) : (
          <h2 className={styles.group}>{textOf(entry.label, locale)}</h2>
        )}
        {lines}
      </section>
    );
  }

  return (
    <>
      {entriesOf(app).map(draw)}
      {app.can_build ? (
        <>
          <Line
            to={addresses.build(key, form)}
            icon={<HighlightOutlined aria-hidden />}
            text={t("edit_app")}
            narrow={narrow}
            onFollow={onFollow}
          />
          <Line
            to={addresses.importFile(key)}
            icon={<FileAddOutlined aria-hidden />}
            text={t("form_from_file")}
            narrow={narrow}
            onFollow={onFollow}
          />
          <Line
            to={addresses.admin(key)}
            icon={<ToolOutlined aria-hidden />}
            text={t("app_admin")}
            narrow={narrow}
            onFollow={onFollow}
          />
        </>
      ) : null}
    </>
  );
}
