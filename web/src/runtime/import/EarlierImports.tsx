/** One's own last imports: what waits for a decision, what goes on, and what is over and may be undone. */
import { FileTextOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formOf } from "~/api/apps";
import { type EarlierImport, imports } from "~/api/imports";
import { keys } from "~/api/keys";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { AgoText } from "../record/AgoText";
import styles from "./ImportPage.module.css";

/** `form` is the one that they went into; null for those of the whole application. */
export function EarlierImports({ form }: { form: FormView | null }) {
  const { t } = useTranslation("import");
  const app = useCurrentApp();
  const locale = useLocale();
  const earlier = useQuery({
    queryKey: keys.earlierImports(app.key, form?.key ?? null),
    queryFn: ({ signal }) => imports.earlier(app.key, form?.key ?? null, signal),
    // What was done on the other steps is told when one comes back.
    staleTime: 0,
  });
  if (!earlier.data?.length) return null;

  function outcome({ state, written, bad }: EarlierImport): string {
    if (state === "checked") return bad > 0 ? t("earlier.checked_bad", { count: bad }) : t("earlier.checked");
    if (state === "done") return t("earlier.done", { count: written });
    return state === "failed" || state === "undone" ? t(`earlier.${state}`) : t("earlier.running");
  }
  return (
    <section className={styles.hints}>
      <h2 className={styles.subtitle}>{t("earlier.title")}</h2>
      <ul className={styles.earlier}>
        {earlier.data.map((one) => {
          const target = form ? null : formOf(app, one.form);
          return (
            <li key={`${one.id} ${one.form}`}>
              <Link to={`?batch=${one.id}`} className={styles.earlierLine}>
                <FileTextOutlined className={styles.earlierIcon ?? ""} aria-hidden />
                <span className={styles.earlierName}>
                  {one.file_name}
                  {target ? <span className={styles.quiet}> · {textOf(target.label, locale)}</span> : null}
                </span>
                <span className={styles.earlierState} data-waits={one.state === "checked"}>
                  {outcome(one)}
                </span>
                <span className={styles.quiet}>
                  <AgoText at={one.created_at} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
