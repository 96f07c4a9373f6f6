/** Where the ways out of a node lead, and the order of its branches. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import { SettingLine } from "../../design/settings/SettingLine";
import { nodePlace } from "../../document/commands/flows";
import type { Place } from "../../document/place";
import { useBranchWords } from "../branchWords";
import { nameOfNode, useFlowing } from "../FlowingContext";
import styles from "../Flows.module.css";
import {
  branchExit,
  branchesOf,
  exitsOf,
  MEETS,
  type NodeDefinition,
  nodesOf,
  targetOf,
  type Way,
} from "../graph";
import { branchId } from "../layout";
import { useFlowDeeds } from "../useFlowDeeds";

/** Chosen to end the flow by a new end of its own. */
const NEW_END = " end";

export function WaySettings({ node }: { node: NodeDefinition }) {
  const { t } = useTranslation("flowing");
  const flowing = useFlowing();
  const deeds = useFlowDeeds(flowing);
  const { shapes, flow } = flowing;
  const shape = shapes.get(node.kind);
  const exits = exitsOf(node, shapes).filter(({ exit }) => !exit.includes("/"));
  const branches = branchesOf(node);
  const place = nodePlace(flow.key, node.key);
  if (!shape || (exits.length === 0 && !shape.hasBranches)) return null;
  return (
    <section className={styles.ways} aria-label={t("ways")}>
      <h3 className={styles.waysTitle}>{t("ways")}</h3>
      {shape.hasBranches ? (
        <>
          <ul className={styles.branches}>
            {branches.map((branch, at) => (
              <BranchLine key={branch.key} node={node} at={at} count={branches.length} />
            ))}
          </ul>
          <Button
            size="small"
            type="dashed"
            block
            icon={<PlusOutlined aria-hidden />}
            onClick={() => deeds.addBranch(node.key)}
          >
            {t("add_branch")}
          </Button>
        </>
      ) : null}
      {exits.map(({ exit }) => (
        <LeadsTo key={exit} way={{ node: node.key, exit }} name={t(`way.${exit}`)} place={[...place, exit]} />
      ))}
      {shape.meets ? (
        <LeadsTo
          way={{ node: node.key, exit: MEETS }}
          name={t("way.meets")}
          place={[...place, MEETS]}
          noEnd
        />
      ) : null}
    </section>
  );
}

interface LeadsToProps {
  way: Way;
  name: string;
  place: Place;
  noEnd?: boolean;
}

export function LeadsTo({ way, name, place, noEnd = false }: LeadsToProps) {
  const { t } = useTranslation("flowing");
  const flowing = useFlowing();
  const deeds = useFlowDeeds(flowing);
  const id = useId();
  const { flow, shapes } = flowing;
  const node = nodesOf(flow).find(({ key }) => key === way.node);
  if (!node) return null;
  const others = nodesOf(flow).filter(
    ({ key, kind }) => key !== way.node && shapes.get(kind)?.item.begins !== true,
  );
  return (
    <SettingLine id={id} name={name} place={place}>
      <Select<string>
        id={id}
        style={{ width: "100%" }}
        aria-label={name}
        allowClear
        placeholder={t("leads_nowhere")}
        value={targetOf(node, way.exit)}
        options={[
          ...others.map((one) => ({ value: one.key, label: nameOfNode(flowing, one) })),
          ...(noEnd ? [] : [{ value: NEW_END, label: t("new_end") }]),
        ]}
        onChange={(next: string | undefined) => {
          if (next === NEW_END) deeds.end(way);
          else deeds.lead([way], next ?? null);
        }}
      />
    </SettingLine>
  );
}

interface BranchLineProps {
  node: NodeDefinition;
  at: number;
  count: number;
}

function BranchLine({ node, at, count }: BranchLineProps) {
  const { t } = useTranslation("flowing");
  const flowing = useFlowing();
  const deeds = useFlowDeeds(flowing);
  const branch = branchesOf(node)[at];
  const way = { node: node.key, exit: branchExit(branch?.key ?? "") };
  const { name, said } = useBranchWords(flowing, way, branch ?? null);
  if (!branch) return null;
  return (
    <li className={styles.branchLine}>
      <button type="button" className={styles.branchOpen} onClick={() => flowing.choose([branchId(way)])}>
        <span>{name}</span>
        <span className={styles.quiet}>{said}</span>
      </button>
      <Button
        type="text"
        size="small"
        disabled={at === 0}
        icon={<ArrowUpOutlined aria-hidden />}
        aria-label={t("up", { name })}
        onClick={() => deeds.moveBranch(node.key, branch.key, -1)}
      />
      <Button
        type="text"
        size="small"
        disabled={at === count - 1}
        icon={<ArrowDownOutlined aria-hidden />}
        aria-label={t("down", { name })}
        onClick={() => deeds.moveBranch(node.key, branch.key, 1)}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t("remove_this", { name })}
        onClick={() => deeds.removeBranch(node.key, branch.key)}
      />
    </li>
  );
}
