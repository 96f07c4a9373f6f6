/** A flow as a list from top to bottom, as people know it from approvals on a phone: the same cards, the branches below
 * one another. */
import { PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useFlowing } from "./FlowingContext";
import styles from "./Flows.module.css";
import { branchId, type Spot } from "./layout";
import { BranchCard, JumpChip, NodeCard, OpenChip } from "./NodeCard";
import { PlusButton } from "./PlusButton";
import type { Sequence, Step } from "./tree";
import { useFlowDeeds } from "./useFlowDeeds";

interface FlowListProps {
  /** Opens the settings of what was chosen, where they are not beside it. */
  onOpen?: () => void;
}

export function FlowList({ onOpen }: FlowListProps) {
  const { t } = useTranslation("flowing");
  const { tree } = useFlowing();
  const open = onOpen ? { onOpen } : {};
  return (
    <section className={styles.listing} data-canvas aria-label={t("canvas")}>
      <Steps sequence={tree.main} {...open} />
      {tree.loose.length > 0 ? <h2 className={styles.looseTitle}>{t("not_reached")}</h2> : null}
      {tree.loose.map((sequence) => (
        <Steps key={sequence.first} sequence={sequence} {...open} />
      ))}
    </section>
  );
}

function Steps({ sequence, onOpen }: FlowListProps & { sequence: Sequence }) {
  const { steps, tail, ways } = sequence;
  const [way] = ways;
  const open = onOpen ? { onOpen } : {};
  return (
    <ol className={styles.steps}>
      {way ? <Between spot={{ ways, target: sequence.first }} behind={branchId(way)} /> : null}
      {steps.map((step, at) => (
        <StepLine key={step.node.key} step={step} spot={spotBehind(sequence, at)} {...open} />
      ))}
      {tail.at === "jump" ? (
        <li>
          <JumpChip target={tail.target} />
        </li>
      ) : null}
      {tail.at === "open" ? (
        <li>
          <OpenChip />
        </li>
      ) : null}
    </ol>
  );
}

/** Where something can be put behind a step; nowhere behind an end. */
function spotBehind({ steps, tail }: Sequence, at: number): Spot | null {
  const step = steps[at];
  const next = steps[at + 1];
  if (!step) return null;
  if (step.fork) return step.fork.join ? { ways: step.fork.join.ways, target: step.fork.join.target } : null;
  if (!next && tail.at === "end") return null;
  const target = next?.node.key ?? (tail.at === "join" || tail.at === "jump" ? tail.target : null);
  return { ways: [{ node: step.node.key, exit: "next" }], target };
}

function Between({ spot, behind }: { spot: Spot; behind: string }) {
  return (
    <li className={styles.between}>
      <PlusButton spot={spot} behind={behind} />
    </li>
  );
}

function StepLine({ step, spot, onOpen }: FlowListProps & { step: Step; spot: Spot | null }) {
  const { t } = useTranslation("flowing");
  const deeds = useFlowDeeds(useFlowing());
  const open = onOpen ? { onOpen } : {};
  const { node, fork } = step;
  // The main way goes on below; what leaves it stands between.
  const arms = fork?.isAside ? fork.arms.slice(1) : (fork?.arms ?? []);
  return (
    <>
      <li className={styles.stepLine}>
        <NodeCard node={node} {...open} />
      </li>
      {arms.length > 0 ? (
        <li>
          <ul className={styles.arms}>
            {arms.map(({ way, branch, sequence }) => (
              <li key={branchId(way)} className={styles.arm}>
                <BranchCard way={way} branch={branch} {...open} />
                <Steps sequence={sequence} {...open} />
              </li>
            ))}
          </ul>
          {fork && !fork.isAside ? (
            <button type="button" className={styles.addBranch} onClick={() => deeds.addBranch(node.key)}>
              <PlusOutlined aria-hidden />
              {t("add_branch")}
            </button>
          ) : null}
        </li>
      ) : null}
      {spot ? <Between spot={spot} behind={node.key} /> : null}
    </>
  );
}
