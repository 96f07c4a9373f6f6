/** The way of a flow, node by node: who gets it, and why. */
import { useTranslation } from "react-i18next";
import type { Stop } from "~/api/flows";
import { Avatar } from "~/ui/Avatar";
import styles from "./Instance.module.css";

interface FlowPathProps {
  stops: readonly Stop[];
  /** Has somebody chosen where that is left to whoever begins or decides. */
  choice?: (stop: Stop) => React.ReactNode;
}

/** Those of a way that concern somebody. */
export function toldOf(stops: readonly Stop[]): readonly Stop[] {
  return stops.filter(({ people, chooser, problem }) => people.length > 0 || chooser || problem);
}

export function FlowPath({ stops, choice }: FlowPathProps) {
  const { t } = useTranslation("flows");
  const told = toldOf(stops);
  if (told.length === 0) return <p className={styles.quiet}>{t("nobody_ahead")}</p>;
  return (
    <ol className={styles.path}>
      {told.map((stop, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node may stand on a way twice
        <li key={`${stop.node.key} ${place}`} className={styles.stop}>
          <strong>{stop.node.title}</strong>
          {stop.people.map((one) => (
            <span key={one.id} className={styles.person}>
              <Avatar name={one.title} size={20} />
              <span className={styles.personText}>
                <span>
                  {one.title}
                  {one.passes ? <span className={styles.quiet}> · {t("passes")}</span> : null}
                </span>
                {one.agent ? (
                  <span className={styles.quiet}>
                    {t("acting_for", { agent: one.agent.title, name: one.title })}
                  </span>
                ) : null}
                <span className={styles.quiet}>{one.reason}</span>
              </span>
            </span>
          ))}
          {choice?.(stop) ??
            (stop.chooser && stop.people.length === 0 ? (
              <span className={styles.quiet}>{t(`chosen_by.${stop.chooser}`)}</span>
            ) : null)}
          {stop.problem && !stop.chooser ? <span className={styles.problem}>{stop.problem}</span> : null}
        </li>
      ))}
    </ol>
  );
}
