/** A record over the list or page that it was opened from, with the way to its neighbours. */
import { CloseOutlined, DownOutlined, ExpandAltOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formOf } from "~/api/apps";
import { useLocale } from "~/ui/appearance";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { DRAWER_WIDTH } from "./NewRecordDrawer";
import styles from "./RecordDrawer.module.css";
import { RecordView } from "./RecordView";

interface RecordDrawerProps {
  form: string;
  id: number;
  /** Ids of the list in its order, where there is one. */
  ids?: readonly number[];
  /** Asked for to show a neighbour. */
  onMove?: (id: number) => void;
  onClose: () => void;
}

export function RecordDrawer({ form: key, id, ids = [], onMove, onClose }: RecordDrawerProps) {
  const { t } = useTranslation("record");
  const app = useCurrentApp();
  const form = formOf(app, key);
  const phone = usePhone();
  const locale = useLocale();
  const leaving = useRef<((go: () => void) => void) | null>(null);
  const ask = (go: () => void) => (leaving.current ? leaving.current(go) : go());
  const at = ids.indexOf(id);
  const before = at > 0 ? ids[at - 1] : undefined;
  const after = at >= 0 ? ids[at + 1] : undefined;
  const move = (to: number | undefined) => {
    if (to !== undefined && onMove) ask(() => onMove(to));
  };

  const latest = useRef({ move, before, after });
  latest.current = { move, before, after };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.isComposing) return;
      if (event.key === "PageUp" || event.key === "k") latest.current.move(latest.current.before);
      if (event.key === "PageDown" || event.key === "j") latest.current.move(latest.current.after);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  if (!form) return null;
  return (
    <Drawer
      open
      size={phone ? "100%" : DRAWER_WIDTH}
      closable={false}
      onClose={() => ask(onClose)}
      className={styles.drawer ?? ""}
      aria-label={t("details")}
    >
      <RecordView
        key={id}
        form={form}
        id={id}
        wide={false}
        leaving={leaving}
        onGone={onClose}
        navigation={
          <>
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("close")}
              onClick={() => ask(onClose)}
            />
            {ids.length > 1 ? (
              <>
                <Button
                  type="text"
                  icon={<UpOutlined aria-hidden />}
                  title={`${t("previous")} (Alt+K)`}
                  aria-label={t("previous")}
                  disabled={before === undefined}
                  onClick={() => move(before)}
                />
                <Button
                  type="text"
                  icon={<DownOutlined aria-hidden />}
                  title={`${t("next")} (Alt+J)`}
                  aria-label={t("next")}
                  disabled={after === undefined}
                  onClick={() => move(after)}
                />
              </>
            ) : null}
            <Link to={addresses.record(app.key, key, id)} className={styles.page} title={t("open_page")}>
              <ExpandAltOutlined aria-hidden />
              <span className="visually-hidden">{t("open_page")}</span>
            </Link>
            <span className={styles.form}>{textOf(form.label, locale)}</span>
          </>
        }
      />
    </Drawer>
  );
}
