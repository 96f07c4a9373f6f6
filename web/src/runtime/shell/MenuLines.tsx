/** The pages of the open app, or all apps at home, as links. */
import {
  AuditOutlined,
  DownOutlined,
  ExportOutlined,
  FileAddOutlined,
  HighlightOutlined,
  HomeOutlined,
  LinkOutlined,
  ToolOutlined,
} from "@ant-design/icons";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useSearchParams } from "react-router";
import { formOf, useApp, useApps } from "~/api/apps";
import type { MenuEntry } from "~/api/types";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { Icon } from "~/ui/icons";
import { Tooltip } from "~/ui/Tooltip";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { useAddress } from "./address";
import styles from "./MenuLines.module.css";
import { addressOf, entriesOf, foldedGroups, foldGroup, openEntry } from "./menu";

interface LineProps {
  to: string;
  icon: ReactNode;
  text: string;
  narrow: boolean;
  end?: boolean;
  /** Whether it is the open page; told by its address where nothing is said. */
  open?: boolean;
  isOutside?: boolean;
  onFollow?: (() => void) | undefined;
}

function Line({ to, icon, text, narrow, end = false, open, isOutside = false, onFollow }: LineProps) {
  const { t } = useTranslation("shell");
  const content = (
    <>
      <span className={styles.icon}>{icon}</span>
      <span className={narrow ? "visually-hidden" : styles.text}>{text}</span>
      {isOutside ? (
        <span className={narrow ? "visually-hidden" : styles.outside}>
          <ExportOutlined aria-label={t("new_tab")} />
        </span>
      ) : null}
    </>
  );
  const shared = { className: styles.line, onClick: onFollow };
  return (
    <Tooltip title={narrow ? text : null} placement="right">
      {isOutside ? (
        <a {...shared} href={to} target="_blank" rel="noopener noreferrer">
          {content}
        </a>
      ) : open === undefined ? (
        <NavLink {...shared} to={to} end={end}>
          {content}
        </NavLink>
      ) : (
        <Link {...shared} to={to} aria-current={open ? "page" : undefined}>
          {content}
        </Link>
      )}
    </Tooltip>
  );
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
  const [search] = useSearchParams();
  if (!app) return null;

  const oversees = app.administers && app.has_flows;
  const opened = openEntry(app, form ?? null, search.get("view"));

  function draw(entry: MenuEntry): ReactNode {
    if (!app) return null;
    const address = addressOf(app, entry);
    if (address) {
      const page = entry.form ? formOf(app, entry.form) : undefined;
      const icon = entry.icon || page?.icon;
      return (
        <Line
          key={entry.key}
          {...address}
          icon={icon ? <Icon name={icon} /> : <LinkOutlined aria-hidden />}
          text={textOf(entry.label, locale) || textOf(page?.label, locale)}
          narrow={narrow}
          {...(page ? { open: entry.key === opened } : {})}
          onFollow={onFollow}
        />
      );
    }
    const lines = entry.entries.map(draw).filter(Boolean);
    if (lines.length === 0) return null;
    return (
      <Group key={entry.key} id={`${key}/${entry.key}`} entry={entry} narrow={narrow}>
        {lines}
      </Group>
    );
  }

  return (
    <>
      {entriesOf(app).map(draw)}
      {app.can_build || oversees ? <hr className={styles.rule} /> : null}
      {oversees ? (
        <Line
          to={addresses.overseeing(key)}
          icon={<AuditOutlined aria-hidden />}
          text={t("app_flows")}
          narrow={narrow}
          onFollow={onFollow}
        />
      ) : null}
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

interface GroupProps {
  id: string;
  entry: MenuEntry;
  narrow: boolean;
  children: ReactNode;
}

/** A group of lines, which its reader may close. */
function Group({ id, entry, narrow, children }: GroupProps) {
  const locale = useLocale();
  const [folded, setFolded] = useState(() => foldedGroups().has(id));
  const name = textOf(entry.label, locale);
  if (narrow)
    return (
      <section aria-label={name}>
        <hr className={styles.rule} />
        {children}
      </section>
    );
  return (
    <section aria-label={name} className={styles.section}>
      <h2 className={styles.groupHead}>
        <button
          type="button"
          className={styles.groupButton}
          aria-expanded={!folded}
          onClick={() => {
            foldGroup(id, !folded);
            setFolded(!folded);
          }}
        >
          {entry.icon ? <Icon name={entry.icon} /> : null}
          <span className={styles.text}>{name}</span>
          <DownOutlined aria-hidden className={styles.fold ?? ""} data-folded={folded} />
        </button>
      </h2>
      {folded ? null : children}
    </section>
  );
}
