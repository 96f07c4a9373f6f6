/** The top of the pages of roles and of record pages: where I am, the way back, undo and redo, what is wrong, publish. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useCurrentApp } from "~/runtime/AppContext";
import { addresses } from "~/runtime/addresses";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { BuildPages } from "../design/BuildPages";
import designStyles from "../design/Design.module.css";
import { Check, Publish, SavedMark, Steps } from "../design/DesignBar";
import { useDraft } from "../design/DesignContext";

interface RolesBarProps {
  onStep: (way: "undo" | "redo") => void;
  /** What else can be chosen for the whole page. */
  children?: ReactNode;
}

export function RolesBar({ onStep, children }: RolesBarProps) {
  const { t } = useTranslation("design");
  const { app = "" } = useParams();
  const { publishedVersion } = useDraft();
  const current = useCurrentApp();
  const locale = useLocale();
  const home = publishedVersion === null ? addresses.home : addresses.app(app);
  return (
    <header className={designStyles.bar}>
      <Tooltip title={t("back")}>
        <Link to={home} className={designStyles.back} aria-label={t("back")}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
      </Tooltip>
      <span className={designStyles.barApp}>
        <AppIcon app={current} size={24} />
        <span className={designStyles.barName}>{textOf(current.label, locale)}</span>
      </span>
      <BuildPages />
      <SavedMark />
      <span className={designStyles.gap} />
      {children}
      {children ? <span className={designStyles.gap} /> : null}
      <Steps onStep={onStep} />
      <Check />
      <Publish app={app} />
    </header>
  );
}
