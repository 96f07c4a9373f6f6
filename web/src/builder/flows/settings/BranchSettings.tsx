/** The settings of a branch: its name, when it is taken, and where it leads. */
import { DeleteOutlined, ForkOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import design from "../../design/Design.module.css";
import { ConditionEditor } from "../../design/expression/ConditionEditor";
import { LabelEditor } from "../../design/settings/LabelEditor";
import { SettingLine } from "../../design/settings/SettingLine";
import { nodePlace } from "../../document/commands/flows";
import { setMember, setText } from "../../document/commands/settings";
import { textIn } from "../../document/json";
import { labelOf } from "../../document/model";
import { useBranchWords } from "../branchWords";
import { nameOfNode, useFlowing } from "../FlowingContext";
import styles from "../Flows.module.css";
import { type BranchDefinition, branchExit, type NodeDefinition } from "../graph";
import { useFlowDeeds } from "../useFlowDeeds";
import { LeadsTo } from "./WaySettings";

const CONDITION = "condition";

/** `exit` is the way that the branch is; that for everything else has no settings but where it leads. */
export function BranchSettings({
  node,
  exit,
  branch,
}: {
  node: NodeDefinition;
  exit: string;
  branch: BranchDefinition | null;
}) {
  const flowing = useFlowing();
  const { t } = useTranslation("flowing");
  const deeds = useFlowDeeds(flowing);
  const { flow, shapes } = flowing;
  const { run, document, locale, store } = flowing.design;
  const id = useId();
  const way = { node: node.key, exit };
  const words = useBranchWords(flowing, way, branch);
  const place = nodePlace(flow.key, node.key);
  const at = branch ? [...place, "branches", { key: branch.key }] : place;
  return (
    <>
      <header className={design.settingsHead}>
        <ForkOutlined className={design.kindIcon} aria-hidden />
        <span className={design.settingsKind}>{branch ? t("branch") : words.name}</span>
        {branch ? (
          <Tooltip title={t("remove_branch")}>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("remove_branch")}
              onClick={() => deeds.removeBranch(node.key, branch.key)}
            />
          </Tooltip>
        ) : null}
      </header>
      <p className={styles.quiet}>{t("branch_of", { name: nameOfNode(flowing, node) })}</p>
      {branch ? (
        <SettingLine id={id} name={t("branch_name")} place={[...at, "label"]}>
          <LabelEditor
            id={id}
            name={t("branch_name")}
            value={labelOf(branch)}
            locale={locale}
            onChange={(language, text) =>
              run(
                "branch",
                words.name,
                setText(document, at, "label", language, text),
                `label branch ${node.key} ${branch.key}`,
              )
            }
            onDone={() => store.settle()}
          />
        </SettingLine>
      ) : null}
      {branch && shapes.get(node.kind)?.isConditional ? (
        <SettingLine
          id={`${id}-when`}
          name={t("taken_when")}
          place={[...at, CONDITION]}
          help={t("taken_when_help")}
        >
          <ConditionEditor
            id={`${id}-when`}
            name={t("taken_when")}
            value={textIn(branch.condition)}
            place={[...at, CONDITION]}
            form={flow.form}
            onChange={(text) =>
              run(
                "branch",
                words.name,
                setMember(at, CONDITION, text || undefined),
                `when ${node.key} ${branch.key}`,
              )
            }
            onDone={() => store.settle()}
          />
        </SettingLine>
      ) : null}
      <LeadsTo
        way={branch ? { node: node.key, exit: branchExit(branch.key) } : way}
        name={t("leads_first")}
        place={branch ? [...at, "next"] : [...place, exit]}
      />
    </>
  );
}
