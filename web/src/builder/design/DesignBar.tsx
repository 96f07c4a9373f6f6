/** The top of the designer: where I am, the way back, undo and redo, how it looks elsewhere, what is wrong, publish. */
import {
  ArrowLeftOutlined,
  CheckCircleOutlined,
  CompassOutlined,
  DesktopOutlined,
  HighlightOutlined,
  MobileOutlined,
  RedoOutlined,
  UndoOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import { Button, Segmented, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { useCurrentApp } from "~/runtime/AppContext";
import { addresses } from "~/runtime/addresses";
import { shownAt, startTour } from "~/runtime/tour/tours";
import { AppIcon } from "~/ui/AppIcon";
import { Panel } from "~/ui/Panel";
import { buildAddresses } from "../buildAddresses";
import { isSaved } from "../document/session";
import { BuildPages } from "./BuildPages";
import styles from "./Design.module.css";
import { useBuilding, useDraft } from "./DesignContext";
import { ProblemList } from "./ProblemList";
import { useProblems } from "./problems";
import { APP, type Selection } from "./selection";

export type Device = "design" | "desktop" | "phone";

interface DesignBarProps {
  app: string;
  form: string;
  device: Device;
  onDevice: (device: Device) => void;
  onStep: (way: "undo" | "redo") => void;
  onOpen: (form: string, selection?: Selection) => void;
}

export function DesignBar({ app, form, device, onDevice, onStep, onOpen }: DesignBarProps) {
  const { t } = useTranslation("design");
  const { app: key = "" } = useParams();
  const { publishedVersion } = useDraft();
  const summary = useCurrentApp();
  const home =
    publishedVersion === null ? addresses.home : form ? addresses.list(key, form) : addresses.app(key);
  return (
    <header className={styles.bar}>
      <Tooltip title={t("back")}>
        <Link to={home} className={styles.back} aria-label={t("back")}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
      </Tooltip>
      <Tooltip title={form ? t("app_settings") : null}>
        <button type="button" className={styles.barApp} disabled={!form} onClick={() => onOpen(form, APP)}>
          <AppIcon app={summary} size={24} />
          <span className={styles.barName}>{app}</span>
        </button>
      </Tooltip>
      <BuildPages />
      <SavedMark />
      <span className={styles.gap} />
      <div {...shownAt("device")}>
        <Segmented<Device>
          value={device}
          onChange={onDevice}
          aria-label={t("look")}
          options={[
            { value: "design", icon: <HighlightOutlined aria-hidden />, label: t("device.design") },
            { value: "desktop", icon: <DesktopOutlined aria-hidden />, label: t("device.desktop") },
            { value: "phone", icon: <MobileOutlined aria-hidden />, label: t("device.phone") },
          ]}
        />
      </div>
      <span className={styles.gap} />
      <Tooltip title={t("tour:again")}>
        <Button
          type="text"
          icon={<CompassOutlined aria-hidden />}
          aria-label={t("tour:again")}
          onClick={() => startTour("design")}
        />
      </Tooltip>
      <Steps onStep={onStep} />
      <Check onOpen={onOpen} />
      <Publish app={key} />
    </header>
  );
}

export function SavedMark() {
  const { t } = useTranslation("design");
  const { store } = useBuilding();
  const { session, trouble } = useDraft();
  if (trouble)
    return (
      <span className={styles.trouble} role="alert">
        {trouble.text}
        <Button size="small" type="link" onClick={() => void store.flush()}>
          {t("retry")}
        </Button>
      </span>
    );
  return (
    <span className={styles.saved} role="status">
      {isSaved(session) ? t("saved") : t("saving")}
    </span>
  );
}

export function Steps({ onStep }: Pick<DesignBarProps, "onStep">) {
  const { t } = useTranslation("design");
  const { session } = useDraft();
  const last = session.past.at(-1);
  const next = session.future.at(-1);
  const said = (step: typeof last): string => (step ? t(`did.${step.what}`, { name: step.name }) : "");
  return (
    <span className={styles.steps}>
      <Tooltip title={last ? t("undo_what", { what: said(last) }) : null}>
        <Button
          type="text"
          icon={<UndoOutlined aria-hidden />}
          aria-label={t("undo")}
          disabled={!last}
          onClick={() => onStep("undo")}
        />
      </Tooltip>
      <Tooltip title={next ? t("redo_what", { what: said(next) }) : null}>
        <Button
          type="text"
          icon={<RedoOutlined aria-hidden />}
          aria-label={t("redo")}
          disabled={!next}
          onClick={() => onStep("redo")}
        />
      </Tooltip>
    </span>
  );
}

export function Check({ onOpen }: Partial<Pick<DesignBarProps, "onOpen">>) {
  const { t } = useTranslation("design");
  const [open, setOpen] = useState(false);
  const count = useProblems().filter(({ issue }) => issue.severity === "error").length;
  return (
    <Panel
      open={open}
      onOpen={setOpen}
      label={t("check")}
      placement="bottomRight"
      content={<ProblemList onOpen={onOpen} onGo={() => setOpen(false)} />}
    >
      <Button
        type="text"
        danger={count > 0}
        icon={count > 0 ? <WarningOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />}
      >
        {count > 0 ? t("problems", { count }) : t("check")}
      </Button>
    </Panel>
  );
}

export function Publish({ app }: { app: string }) {
  const { t } = useTranslation("design");
  const navigate = useNavigate();
  const { store } = useBuilding();
  const { changes } = useDraft();
  const [sending, setSending] = useState(false);
  async function go(): Promise<void> {
    setSending(true);
    await store.flush();
    setSending(false);
    if (!store.snapshot().trouble) void navigate(buildAddresses.publish(app));
  }
  return (
    <>
      {changes ? <span className={styles.changes}>{t("changes", { count: changes })}</span> : null}
      <Button {...shownAt("publish")} type="primary" loading={sending} onClick={() => void go()}>
        {t("publish")}
      </Button>
    </>
  );
}
