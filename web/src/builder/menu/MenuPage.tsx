/** The menu of an application: what can stand in it at the left, the menu as people see it in the middle, the settings
 * of a line at the right. */
import { Button } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useCurrentApp } from "~/runtime/AppContext";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { Notice } from "~/ui/Notice";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { buildAddresses } from "../buildAddresses";
import { Asides } from "../design/Asides";
import designStyles from "../design/Design.module.css";
import { type Design, DesignContext, useDraft } from "../design/DesignContext";
import { useStepKeys } from "../design/useDesignKeys";
import { useStepBack } from "../design/useStepBack";
import { hasMenu, isShownTo, type StandingLine, standingLine } from "../document/commands/menu";
import { roleOf, rolesOf } from "../document/commands/roles";
import { objectOf, textIn } from "../document/json";
import { formsOf, labelOf } from "../document/model";
import { grantOf } from "../roles/grants";
import { RolesBar } from "../roles/RolesBar";
import { useLentDesign } from "../roles/useLentDesign";
import { LineSettings } from "./LineSettings";
import styles from "./Menu.module.css";
import { MenuPalette } from "./MenuPalette";
import { MenuTree } from "./MenuTree";
import { useMenuDeeds } from "./useMenuDeeds";

const LINE = "line";

export function MenuPage() {
  const { t } = useTranslation("menu");
  const { app = "" } = useParams();
  const navigate = useNavigate();
  const { session } = useDraft();
  const locale = useLocale();
  const stepBack = useStepBack();
  useStepKeys(stepBack);
  const { document } = session;
  const lent = useLentDesign(formsOf(document)[0]);
  return (
    <div className={designStyles.page}>
      <title>{t("page_title", { app: textOf(labelOf(objectOf(document)), locale) })}</title>
      <RolesBar onStep={stepBack} />
      <Asides onOpen={() => undefined} />
      {lent ? (
        <DesignContext value={lent}>
          <Desk design={lent} />
        </DesignContext>
      ) : (
        <Notice
          title={t("no_forms")}
          actions={
            <Button type="primary" onClick={() => void navigate(buildAddresses.design(app))}>
              {t("first_form")}
            </Button>
          }
        >
          {t("no_forms_text")}
        </Notice>
      )}
    </div>
  );
}

function Desk({ design }: { design: Design }) {
  const { t } = useTranslation("menu");
  const { document, locale } = design;
  const current = useCurrentApp();
  const [search, setSearch] = useSearchParams();
  const [seenBy, setSeenBy] = useState<string | null>(null);
  /** The line whose settings the cursor is to enter as soon as they are there. */
  const entering = useRef<string | null>(null);
  const settings = useRef<HTMLElement>(null);
  const standing = standingLine(document, search.get(LINE) ?? "");
  const chosen = standing?.line.key ?? null;
  const choose = (key: string | null, isNew = false): void => {
    entering.current = isNew ? key : null;
    if (isNew && key === chosen) enter();
    else setSearch(key ? { [LINE]: key } : {}, { replace: true });
  };
  const deeds = useMenuDeeds(design, chosen, choose);
  const enter = useCallback(() => {
    const first = settings.current?.querySelector("input");
    first?.focus();
    first?.select();
  }, []);
  useEffect(() => {
    if (entering.current === null || entering.current !== chosen) return;
    entering.current = null;
    enter();
  }, [chosen, enter]);

  const role = seenBy === null ? undefined : roleOf(document, seenBy);
  const shows = ({ line, groups }: StandingLine): boolean => {
    if (!role || role.administrator === true) return true;
    const form = textIn(line.form);
    return (
      [line.key, ...groups].every((key) => isShownTo(role, key)) && (!form || grantOf(role, form) !== null)
    );
  };

  return (
    <div className={`${designStyles.desk} ${styles.desk}`}>
      <aside className={`${designStyles.left} ${styles.side}`}>
        <MenuPalette design={design} deeds={deeds} />
      </aside>
      <main className={styles.middle}>
        <header className={styles.head}>
          <div>
            <h1 className={styles.title}>{t("title")}</h1>
            <p className={styles.quiet}>{t("text")}</p>
          </div>
          <Select<string>
            className={styles.seenBy ?? ""}
            aria-label={t("seen_by")}
            allowClear
            placeholder={t("seen_by_all")}
            value={seenBy}
            options={rolesOf(document).map((one) => ({
              value: one.key,
              label: t("seen_by_role", { role: textOf(labelOf(one), locale) || one.key }),
            }))}
            onChange={(next) => setSeenBy(next ?? null)}
          />
        </header>
        {hasMenu(document) ? null : <p className={styles.note}>{t("automatic")}</p>}
        <div className={styles.menu}>
          <p className={styles.app}>
            <AppIcon app={current} size={28} />
            <span className={styles.name}>{textOf(current.label, locale)}</span>
          </p>
          <MenuTree design={design} deeds={deeds} chosen={chosen} onChoose={choose} shows={shows} />
        </div>
      </main>
      <aside ref={settings} className={`${designStyles.right} ${styles.settings}`} aria-label={t("settings")}>
        {standing ? (
          <LineSettings key={chosen} design={design} standing={standing} deeds={deeds} />
        ) : (
          <p className={styles.quiet}>{t("choose_line")}</p>
        )}
      </aside>
    </div>
  );
}
