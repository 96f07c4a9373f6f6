/** The parts of a flow as they stand on its canvas and in its list: nodes, branches, and ways that lead elsewhere. */
import {
  DisconnectOutlined,
  ExclamationCircleFilled,
  RollbackOutlined,
  WarningFilled,
} from "@ant-design/icons";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Tooltip } from "antd";
import { type MouseEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { useProblems } from "../design/problems";
import { nodePlace } from "../document/commands/flows";
import { startsWith } from "../document/place";
import { useBranchWords } from "./branchWords";
import { dragNode, nameOfNode, useFlowing } from "./FlowingContext";
import styles from "./Flows.module.css";
import { type BranchDefinition, type NodeDefinition, nodeOf, type Way } from "./graph";
import { branchId } from "./layout";
import { Said } from "./Said";

/** Chooses what is clicked; with Ctrl or Shift beside what is chosen. */
export function chosenBy(event: MouseEvent, chosen: readonly string[], id: string): readonly string[] {
  if (!(event.ctrlKey || event.metaKey || event.shiftKey)) return [id];
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
}

function useTroubles(flow: string, node: string, branch: string | null = null) {
  const at = nodePlace(flow, node);
  const place = branch === null ? at : [...at, "branches", { key: branch }];
  const all = useProblems().filter((one) => startsWith(one.place, place));
  // What is wrong with a branch is shown there.
  return branch === null
    ? all.filter((one) => !(one.place.length > at.length + 1 && one.place[at.length] === "branches"))
    : all;
}

function Trouble({ flow, node, branch = null }: { flow: string; node: string; branch?: string | null }) {
  const { t } = useTranslation("flowing");
  const troubles = useTroubles(flow, node, branch);
  if (troubles.length === 0) return null;
  const isGrave = troubles.some(({ issue }) => issue.severity === "error");
  return (
    <Tooltip
      title={
        <ul className={styles.troubles}>
          {troubles.map(({ issue, message }) => (
            <li key={`${issue.pointer} ${issue.code}`}>{message}</li>
          ))}
        </ul>
      }
    >
      <span
        className={styles.trouble}
        data-grave={isGrave || undefined}
        role="img"
        aria-label={t("has_problems")}
      >
        {isGrave ? <ExclamationCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
      </span>
    </Tooltip>
  );
}

interface NodeCardProps {
  node: NodeDefinition;
  /** Drawn small, over its branches. */
  isHead?: boolean;
  onOpen?: () => void;
}

export function NodeCard({ node, isHead = false, onOpen }: NodeCardProps) {
  const flowing = useFlowing();
  const { chosen, choose, shapes, flow, lit } = flowing;
  const button = useRef<HTMLButtonElement>(null);
  const shape = shapes.get(node.kind);
  const item = shape?.item;
  const isMovable = shape?.hasNext === true && !shape.item.begins;
  const isChosen = chosen.includes(node.key);
  const name = nameOfNode(flowing, node);
  const { key } = node;
  useEffect(() => {
    if (!button.current || !isMovable) return;
    return draggable({ element: button.current, getInitialData: () => dragNode(key) });
  }, [key, isMovable]);
  return (
    <button
      ref={button}
      type="button"
      className={`${styles.card} nopan nodrag`}
      data-part={key}
      data-look={isHead ? "head" : item?.ends ? "end" : item?.begins ? "start" : "card"}
      data-lit={lit ? lit.has(key) : undefined}
      data-people={item?.waits_for_people || undefined}
      data-chosen={isChosen || undefined}
      aria-pressed={isChosen}
      onClick={(event) => {
        // The canvas would choose once more, and only this one.
        event.stopPropagation();
        choose(chosenBy(event, chosen, key));
        onOpen?.();
      }}
    >
      <span className={styles.cardIcon}>
        <Icon name={item?.icon} />
      </span>
      <span className={styles.cardText}>
        <span className={styles.cardName}>{name}</span>
        {isHead || item?.ends ? null : (
          <span className={styles.cardSaid}>
            <Said node={node} />
          </span>
        )}
      </span>
      <Trouble flow={flow.key} node={key} />
    </button>
  );
}

interface BranchCardProps {
  way: Way;
  branch: BranchDefinition | null;
  onOpen?: () => void;
}

export function BranchCard({ way, branch, onOpen }: BranchCardProps) {
  const flowing = useFlowing();
  const { chosen, choose, flow } = flowing;
  const id = branchId(way);
  const words = useBranchWords(flowing, way, branch);
  return (
    <button
      type="button"
      className={`${styles.branch} nopan nodrag`}
      data-part={id}
      data-chosen={chosen.includes(id) || undefined}
      aria-pressed={chosen.includes(id)}
      onClick={() => {
        choose([id]);
        onOpen?.();
      }}
    >
      <span className={styles.branchName}>{words.name}</span>
      {words.said ? (
        <span className={styles.branchSaid} data-lacks={words.lacks || undefined} title={words.said}>
          {words.said}
        </span>
      ) : null}
      {branch ? <Trouble flow={flow.key} node={way.node} branch={branch.key} /> : null}
    </button>
  );
}

/** A way that leads to what is drawn elsewhere. */
export function JumpChip({ target }: { target: string }) {
  const flowing = useFlowing();
  const { t } = useTranslation("flowing");
  const node = nodeOf(flowing.flow, target);
  return (
    <button
      type="button"
      className={`${styles.chip} nopan nodrag`}
      onClick={() => {
        flowing.choose([target]);
        document.querySelector<HTMLElement>(`[data-part="${CSS.escape(target)}"]`)?.focus();
      }}
    >
      <RollbackOutlined aria-hidden />
      <span className={styles.chipText}>
        {t("leads_to", { name: node ? nameOfNode(flowing, node) : target })}
      </span>
    </button>
  );
}

export function OpenChip() {
  const { t } = useTranslation("flowing");
  return (
    <span className={styles.chip} data-open>
      <DisconnectOutlined aria-hidden />
      <span className={styles.chipText}>{t("leads_nowhere")}</span>
    </span>
  );
}
