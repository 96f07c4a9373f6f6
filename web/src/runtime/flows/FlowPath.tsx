/** The way of a flow, node by node: who gets it, and why; what runs at the same time stands side by side. */
import { SendOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { AskedPerson, Stop } from "~/api/flowPreview";
import { Avatar } from "~/ui/Avatar";
import styles from "./FlowPath.module.css";
import { type Part, partsOf } from "./pathTree";
import "./words";

interface FlowPathProps {
  stops: readonly Stop[];
  /** Has somebody chosen where that is left to whoever begins or decides. */
  choice?: (stop: Stop) => React.ReactNode;
  /** How a node is called; by its title without this. */
  heading?: (stop: Stop) => React.ReactNode;
  /** Whether every node is told, also those that concern nobody. */
  isWhole?: boolean;
  label?: string;
}

type Shown = Pick<FlowPathProps, "choice" | "heading">;

/** Whether a node concerns somebody. */
function isTold({ people, chooser, problem }: Stop): boolean {
  return people.length > 0 || chooser !== null || problem !== null;
}

/** Those of a way that concern somebody. */
export function toldOf(stops: readonly Stop[]): readonly Stop[] {
  return stops.filter(isTold);
}

export function FlowPath({ stops, isWhole = false, label, ...shown }: FlowPathProps) {
  const { t } = useTranslation("flows");
  const parts = partsOf(stops, isWhole ? () => true : isTold);
  if (parts.length === 0) return <p className={styles.quiet}>{t("nobody_ahead")}</p>;
  return <Parts parts={parts} label={label} {...shown} />;
}

function Parts({ parts, label, ...shown }: Shown & { parts: readonly Part[]; label?: string | undefined }) {
  const { t } = useTranslation("flows");
  return (
    <ol className={styles.path} {...(label ? { "aria-label": label } : {})}>
      {parts.map((part, place) =>
        "stop" in part ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a node may stand on a way twice
          <StopLine key={`${part.stop.node.key} ${place}`} stop={part.stop} {...shown} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells one fork from the next
          <li key={`fork ${place}`} className={styles.fork}>
            <span className={styles.forkHead}>{t("at_the_same_time")}</span>
            <ul className={styles.lanes}>
              {part.lanes.map((lane, number) => {
                const name = lane.title || t("branch", { number: number + 1 });
                return (
                  <li key={lane.key} className={styles.lane}>
                    <span className={styles.laneName}>{name}</span>
                    <Parts parts={lane.parts} label={name} {...shown} />
                  </li>
                );
              })}
            </ul>
          </li>
        ),
      )}
    </ol>
  );
}

function StopLine({ stop, choice, heading }: Shown & { stop: Stop }) {
  const { t } = useTranslation("flows");
  const { node, people, chooser, problem, asks } = stop;
  const isCopy = asks === "reading";
  return (
    <li className={styles.stop} data-quiet={isCopy || !isTold(stop) || undefined}>
      <span className={styles.stopHead}>
        {heading?.(stop) ?? node.title}
        {isCopy ? (
          <span className={styles.mark}>
            <SendOutlined aria-hidden /> {t("asks.reading")}
          </span>
        ) : null}
        {asks === "filling" ? <span className={styles.mark}>{t("asks.filling")}</span> : null}
        {stop.order === "one_by_one" && people.length > 1 ? (
          <span className={styles.mark}>{t("in_turn")}</span>
        ) : null}
      </span>
      {people.map((one) => (
        <PersonLine key={one.id} one={one} isCopy={isCopy} />
      ))}
      {choice?.(stop) ??
        (chooser && people.length === 0 ? (
          <span className={styles.quiet}>{t(`chosen_by.${chooser}`)}</span>
        ) : null)}
      {problem && !chooser ? <span className={styles.problem}>{problem}</span> : null}
    </li>
  );
}

function PersonLine({ one, isCopy }: { one: AskedPerson; isCopy: boolean }) {
  const { t } = useTranslation("flows");
  return (
    <span className={styles.person}>
      {isCopy ? null : <Avatar name={one.title} size={20} />}
      <span className={styles.personText}>
        <span>
          {one.title}
          {one.passes ? <span className={styles.quiet}> · {t("passes")}</span> : null}
          {isCopy ? <span className={styles.quiet}> · {one.reason}</span> : null}
        </span>
        {one.agent ? (
          <span className={styles.quiet}>{t("acting_for", { agent: one.agent.title, name: one.title })}</span>
        ) : null}
        {isCopy ? null : <span className={styles.quiet}>{one.reason}</span>}
      </span>
    </span>
  );
}
