/** Keeps what the page shows up to date, and says quietly when it cannot. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import type { AppView } from "~/api/types";
import { useDelayed } from "~/ui/delay";
import styles from "./LiveUpdates.module.css";
import { live, type RecordsNews } from "./stream";
import { gather, isTouched } from "./touched";
import { useLive, useStanding } from "./useLive";

/** Changes are gathered for so long; everybody waits a little differently, so that not all ask at once. */
const GATHER_MS = 200;
/** Who publishes a version reads it at once, and is not told of it. */
const OWN_MS = 1_500;

export function LiveUpdates() {
  const { t } = useTranslation("shell");
  const queries = useQueryClient();
  const standing = useStanding();
  const lost = useDelayed(standing === "lost");
  const [updated, setUpdated] = useState<{ app: string; version: number } | null>(null);
  const outdated = useDelayed(updated !== null, OWN_MS);
  const waiting = useRef<RecordsNews[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const stop = live.start();
    return () => {
      stop();
      clearTimeout(timer.current);
    };
  }, []);

  useLive("records", (news) => {
    waiting.current.push(news);
    if (waiting.current.length > 1) return;
    timer.current = setTimeout(
      () => {
        const changed = gather(waiting.current);
        waiting.current = [];
        void queries.invalidateQueries({
          predicate: ({ queryKey }) =>
            changed.some((each) =>
              isTouched(queryKey, each, queries.getQueryData<AppView>(keys.app(each.app))),
            ),
        });
      },
      GATHER_MS * (1 + Math.random()),
    );
  });
  useLive("reset", () => void queries.invalidateQueries());
  useLive("reread", () => void queries.invalidateQueries({ queryKey: ["records"] }));
  useLive("app", ({ app, version }) => {
    const shown = queries.getQueryData<AppView>(keys.app(app));
    if (shown && shown.version < version) setUpdated({ app, version });
    else if (!shown) void queries.invalidateQueries({ queryKey: keys.apps, exact: true });
  });

  useEffect(() => {
    if (!updated) return;
    return queries.getQueryCache().subscribe(() => {
      const shown = queries.getQueryData<AppView>(keys.app(updated.app));
      if (shown && shown.version >= updated.version) setUpdated(null);
    });
  }, [queries, updated]);

  function show(): void {
    setUpdated(null);
    void queries.invalidateQueries({ queryKey: keys.apps });
    void queries.invalidateQueries({ queryKey: ["records"] });
  }

  return (
    <div role="status" className={styles.notes}>
      {lost ? <p className={styles.lost}>{t("live.lost")}</p> : null}
      {outdated ? (
        <p className={styles.updated}>
          <span>{t("live.updated")}</span>
          <Button size="small" type="link" onClick={show}>
            {t("live.show")}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
