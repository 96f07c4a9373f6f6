/** The settings of a node: its name, what its kind asks for on pages of their own, and where it leads. */
import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Tabs, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import design from "../../design/Design.module.css";
import { LabelEditor } from "../../design/settings/LabelEditor";
import { SettingLine, useProblemsAt } from "../../design/settings/SettingLine";
import type { Setting } from "../../design/settings/schema";
import { nodePlace } from "../../document/commands/flows";
import { setMember, setText } from "../../document/commands/settings";
import { labelOf } from "../../document/model";
import { type Place, samePlace } from "../../document/place";
import { nameOfNode, useFlowing } from "../FlowingContext";
import styles from "../Flows.module.css";
import { useFlowWords } from "../flowWords";
import type { NodeDefinition } from "../graph";
import { useFlowDeeds } from "../useFlowDeeds";
import { settingsWithUsual, takesOf } from "./takes";
import { ValueEditor } from "./ValueEditor";
import { WaySettings } from "./WaySettings";

/** Where a setting stands that is not among the first: what people may do, see, and by when. */
const PAGES: Readonly<Record<string, string>> = {
  other_fields: "fields",
  fields: "fields",
  record: "fields",
  operations: "operations",
  comment: "operations",
  signature: "operations",
  resubmission: "operations",
  timing: "timing",
};
/** Branches stand among the ways out. */
const ELSEWHERE = ["branches"];
const FIRST = "first";
/** What is asked first of all of them. */
const LEADING = ["other_fields"];

const isLink = (setting: Setting): boolean => takesOf(setting) === "node";

export function NodeSettings({ node }: { node: NodeDefinition }) {
  const flowing = useFlowing();
  const { t } = useTranslation("flowing");
  const deeds = useFlowDeeds(flowing);
  const { shapes, flow } = flowing;
  const { run, document, locale, store } = flowing.design;
  const words = useFlowWords(`node.${node.kind}`);
  const shape = shapes.get(node.kind);
  const id = useId();
  if (!shape) return null;
  const { item } = shape;
  const place = nodePlace(flow.key, node.key);
  const name = nameOfNode(flowing, node);
  const settings = settingsWithUsual(item.schema).filter(
    (one) => !isLink(one) && !ELSEWHERE.includes(one.name),
  );
  const ordered = settings.toSorted((one, other) => LEADING.indexOf(other.name) - LEADING.indexOf(one.name));
  const pages = [FIRST, ...new Set(ordered.flatMap((one) => PAGES[one.name] ?? []))];
  const body = (page: string) =>
    ordered
      .filter((one) => (PAGES[one.name] ?? FIRST) === page)
      .map((setting) => (
        <ValueEditor
          key={`${node.key} ${setting.name}`}
          setting={setting}
          root={item.schema}
          kind={`node.${node.kind}`}
          holder={node}
          place={[...place, setting.name]}
          onChange={(value, typed = false) =>
            run(
              "node",
              name,
              setMember(place, setting.name, value),
              typed ? `${setting.name} ${flow.key} ${node.key}` : undefined,
            )
          }
          onDone={() => store.settle()}
        />
      ));
  return (
    <>
      <header className={design.settingsHead}>
        <Icon name={item.icon} className={design.kindIcon ?? ""} />
        <span className={design.settingsKind}>{textOf(item.title, locale)}</span>
        {item.begins ? null : (
          <>
            <Tooltip title={t("copy")}>
              <Button
                type="text"
                size="small"
                icon={<CopyOutlined aria-hidden />}
                aria-label={t("copy")}
                onClick={deeds.duplicate}
              />
            </Tooltip>
            <Tooltip title={t("remove")}>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t("remove")}
                onClick={deeds.remove}
              />
            </Tooltip>
          </>
        )}
      </header>
      {words.hint ? <p className={styles.quiet}>{words.hint}</p> : null}
      <OwnProblems place={place} />
      <SettingLine id={id} name={t("node_name")} place={[...place, "label"]}>
        <LabelEditor
          id={id}
          name={t("node_name")}
          value={labelOf(node)}
          locale={locale}
          onChange={(language, text) =>
            run("node", name, setText(document, place, "label", language, text), `label node ${node.key}`)
          }
          onDone={() => store.settle()}
        />
      </SettingLine>
      {pages.length > 1 ? (
        <Tabs
          size="small"
          tabBarGutter={16}
          items={pages.map((page) => ({ key: page, label: t(`page.${page}`), children: body(page) }))}
        />
      ) : (
        body(FIRST)
      )}
      <WaySettings node={node} />
    </>
  );
}

/** What is wrong with the node as a whole. */
export function OwnProblems({ place }: { place: Place }) {
  return useProblemsAt(place)
    .filter((one) => samePlace(one.place, place))
    .map(({ issue }) => (
      <p key={issue.code} className={design.settingProblem} data-severity={issue.severity}>
        {told(issue)}
      </p>
    ));
}
