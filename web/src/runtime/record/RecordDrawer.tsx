/** A record over the list or page that it was opened from, with the way to its neighbours. */
import { CloseOutlined, DownOutlined, ExpandAltOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formOf } from "~/api/apps";
import { useLocale } from "~/ui/appearance";
import { usePhone } from "~/ui/phone";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { DRAWER_WIDTH } from "./NewRecordDrawer";
import styles from "./RecordDrawer.module.css";
import { RecordView } from "./RecordView";

interface RecordDrawerProps {
  form: string;
  id: number;
  /** Where the record stands in a list: the ids beside it, and what shows one of them. */
  place?: { before: number | undefined; after: number | undefined; onMove: (id: number) => void };
  /** Something was saved. */
  onChanged?: () => void;
  onClose: () => void;
}

export function RecordDrawer({ form: key, id, place, onChanged, onClose }: RecordDrawerProps) {
  const { t } = useTranslation("record");
  const app = useCurrentApp();
  useReturnedFocus();
  const form = formOf(app, key);
  const phone = usePhone();
  const locale = useLocale();
  const leaving = useRef<((go: () => void) => void) | null>(null);
  const ask = (go: () => void) => (leaving.current ? leaving.current(go) : go());
  const move = (to: number | undefined) => {
    if (to !== undefined && place) ask(() => place.onMove(to));
  };

  const latest = useRef({ move, place });
  latest.current = { move, place };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.isComposing) return;
      if (event.key === "PageUp" || event.key === "k") latest.current.move(latest.current.place?.before);
      if (event.key === "PageDown" || event.key === "j") latest.current.move(latest.current.place?.after);
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
      styles={{ mask: { background: "var(--scrim-light)" } }}
      aria-label={t("details")}
    >
      <RecordView
        key={id}
        form={form}
        id={id}
        wide={false}
        leaving={leaving}
        onGone={() => {
          onChanged?.();
          onClose();
        }}
        {...(onChanged ? { onChanged } : {})}
        navigation={
          <>
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("close")}
              onClick={() => ask(onClose)}
            />
            {place ? (
              <>
                <Button
                  type="text"
                  icon={<UpOutlined aria-hidden />}
                  title={`${t("previous")} (Alt+K)`}
                  aria-label={t("previous")}
                  disabled={place.before === undefined}
                  onClick={() => move(place.before)}
                />
                <Button
                  type="text"
                  icon={<DownOutlined aria-hidden />}
                  title={`${t("next")} (Alt+J)`}
                  aria-label={t("next")}
                  disabled={place.after === undefined}
                  onClick={() => move(place.after)}
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
