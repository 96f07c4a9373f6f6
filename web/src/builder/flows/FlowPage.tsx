/** The designer of a flow: its nodes at the left, the flow in the middle, drawn or as a list, settings at the right. */
import { AimOutlined, ApartmentOutlined, BarsOutlined, DownOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Dropdown, Segmented } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { keys } from "~/api/keys";
import { type FlowKinds, flowKinds } from "~/api/kinds";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { Icon } from "~/ui/icons";
import { usePhone } from "~/ui/phone";
import { Sheet } from "~/ui/Sheet";
import { textOf } from "~/words";
import { buildAddresses } from "../buildAddresses";
import { Asides } from "../design/Asides";
import design from "../design/Design.module.css";
import { type Design, DesignContext, useDraft } from "../design/DesignContext";
import { useStepKeys } from "../design/useDesignKeys";
import { useStepBack } from "../design/useStepBack";
import { flowOf, flowsOf } from "../document/commands/flows";
import { objectOf, textIn } from "../document/json";
import { formOf, labelOf } from "../document/model";
import { RolesBar } from "../roles/RolesBar";
import { useLentDesign } from "../roles/useLentDesign";
import { FlowCanvas } from "./FlowCanvas";
import { type Flowing, FlowingContext, nameOfFlow, useFlowing } from "./FlowingContext";
import { FlowList } from "./FlowList";
import { FlowPalette } from "./FlowPalette";
import styles from "./Flows.module.css";
import { branchesOf, branchOf, type FlowDefinition, nodeOf, shapesOf } from "./graph";
import type { Spot } from "./layout";
import { PathPreview } from "./PathPreview";
import { BranchSettings } from "./settings/BranchSettings";
import { FlowSettings } from "./settings/FlowSettings";
import { NodeSettings } from "./settings/NodeSettings";
import { treeOf } from "./tree";
import { useFlowDeeds } from "./useFlowDeeds";
import { useFlowKeys } from "./useFlowKeys";

const NODE = "node";
const TEXT = "input:not([type=radio]):not([type=search]):not([type=checkbox]), textarea";

type Look = "canvas" | "list" | "path";

export function FlowPage() {
  const { t } = useTranslation("flowing");
  const { app = "", flow: key = "" } = useParams();
  const { session } = useDraft();
  const locale = useLocale();
  const [search] = useSearchParams();
  const stepBack = useStepBack();
  useStepKeys(stepBack);
  const { document } = session;
  const flow = flowOf(document, key);
  const lent = useLentDesign(flow && formOf(document, flow.form));
  const [look, setLook] = useState<Look>("canvas");
  const phone = usePhone();
  const kinds = useQuery({
    queryKey: [...keys.kinds, "flows"],
    queryFn: ({ signal }) => flowKinds(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={design.page}>
      <title>
        {t("page_title", {
          name: flow ? nameOfFlow(flow, locale) : key,
          app: textOf(labelOf(objectOf(document)), locale),
        })}
      </title>
      <RolesBar onStep={stepBack}>
        {phone ? null : (
          <Segmented<Look>
            value={look}
            onChange={setLook}
            aria-label={t("look")}
            options={[
              { value: "canvas", icon: <ApartmentOutlined aria-hidden />, label: t("as_canvas") },
              { value: "list", icon: <BarsOutlined aria-hidden />, label: t("as_list") },
              { value: "path", icon: <AimOutlined aria-hidden />, label: t("as_path") },
            ]}
          />
        )}
      </RolesBar>
      <Asides onOpen={() => undefined} />
      {kinds.error && !kinds.data ? (
        <Failure thrown={kinds.error} onRetry={() => void kinds.refetch()} />
      ) : null}
      {!flow || (flow && !formOf(document, flow.form)) ? (
        <p className={styles.gone}>
          {t("no_such_flow")} <Link to={buildAddresses.flows(app)}>{t("all_flows")}</Link>
        </p>
      ) : null}
      {flow && lent && kinds.data ? (
        <DesignContext value={lent}>
          <Designer
            key={flow.key}
            design={lent}
            kinds={kinds.data}
            flow={flow as FlowDefinition}
            asked={search.get(NODE)}
            look={look}
            onLook={setLook}
          />
        </DesignContext>
      ) : null}
    </div>
  );
}

interface DesignerProps {
  design: Design;
  kinds: FlowKinds;
  flow: FlowDefinition;
  /** The node that the address asks for. */
  asked: string | null;
  look: Look;
  onLook: (look: Look) => void;
}

const NOTHING: readonly string[] = [];

function Designer({ design: lent, kinds, flow, asked, look, onLook }: DesignerProps) {
  const { t } = useTranslation("flowing");
  const phone = usePhone();
  const [chosen, choose] = useState<readonly string[]>(() =>
    asked && nodeOf(flow, asked) ? [asked] : NOTHING,
  );
  const [opened, open] = useState<Spot | null>(null);
  const [sheet, setSheet] = useState(false);
  const [lit, setLit] = useState<ReadonlySet<string> | null>(null);
  const [entered, setEntered] = useState(0);
  const settings = useRef<HTMLElement>(null);
  const isPath = look === "path";
  const wasPath = useRef(false);
  wasPath.current ||= isPath;
  // Settings and the way are shown at one place.
  const leavePath = useCallback(() => {
    if (isPath) onLook("canvas");
  }, [isPath, onLook]);
  // The way to a node may be taken again.
  const { key: visit } = useLocation();
  const leaving = useRef(leavePath);
  leaving.current = leavePath;
  useEffect(() => {
    if (!asked || !visit) return;
    choose([asked]);
    leaving.current();
  }, [asked, visit]);
  const enterSettings = useCallback(() => {
    setEntered((before) => before + 1);
    setSheet(true);
    leavePath();
  }, [leavePath]);
  useEffect(() => {
    if (entered === 0) return;
    const first = settings.current?.querySelector<HTMLInputElement>(TEXT);
    first?.focus({ preventScroll: true });
    first?.select();
  }, [entered]);
  const shapes = useMemo(() => shapesOf(kinds.nodes), [kinds]);
  const flowing = useMemo(
    (): Flowing => ({
      design: { ...lent, enterSettings },
      flow,
      kinds,
      shapes,
      tree: treeOf(flow, shapes),
      chosen,
      choose,
      enterSettings,
      lit: isPath ? lit : null,
      opened,
      open,
    }),
    [lent, flow, kinds, shapes, chosen, isPath, lit, opened, enterSettings],
  );
  if (phone)
    return (
      <FlowingContext value={flowing}>
        <main className={styles.middle}>
          <FlowChoice onSettings={() => setSheet(true)} />
          <FlowList onOpen={() => setSheet(true)} />
        </main>
        <Sheet open={sheet} onClose={() => setSheet(false)} title={t("settings")}>
          <Settings />
        </Sheet>
      </FlowingContext>
    );
  return (
    <FlowingContext value={flowing}>
      <div className={design.desk}>
        <aside className={design.left}>
          <FlowChoice onSettings={leavePath} />
          <FlowPalette />
          <Shortcuts />
        </aside>
        <main className={styles.middle}>{look === "list" ? <Listed /> : <FlowCanvas />}</main>
        <aside ref={settings} className={design.right} aria-label={t("settings")}>
          {isPath ? null : <Settings />}
          {wasPath.current ? (
            <div hidden={!isPath}>
              <PathPreview isShown={isPath} onWay={setLit} />
            </div>
          ) : null}
        </aside>
      </div>
    </FlowingContext>
  );
}

function Listed() {
  const flowing = useFlowing();
  // In a list the arrows scroll; the other keys do what they do on the canvas.
  useFlowKeys(flowing, []);
  return <FlowList />;
}

/** Which flow this is, and the way to the others. */
function FlowChoice({ onSettings }: { onSettings?: () => void }) {
  const { t } = useTranslation("flowing");
  const { app = "" } = useParams();
  const navigate = useNavigate();
  const { flow, design: lent, choose } = useFlowing();
  const { document, locale } = lent;
  const items = flowsOf(document).map((one) => ({
    key: one.key,
    icon: <Icon name={textIn(one.icon) || "NodeIndexOutlined"} />,
    label: nameOfFlow(one as FlowDefinition, locale),
  }));
  return (
    <div className={styles.choice}>
      <Dropdown
        autoFocus
        trigger={["click"]}
        menu={{
          items: [...items, { type: "divider" }, { key: "", label: t("all_flows") }],
          selectedKeys: [flow.key],
          onClick: ({ key }) =>
            void navigate(key ? buildAddresses.flow(app, key) : buildAddresses.flows(app)),
        }}
      >
        <button type="button" className={design.formButton}>
          <Icon name={textIn(flow.icon) || "NodeIndexOutlined"} />
          <span className={design.formButtonName}>{nameOfFlow(flow, locale)}</span>
          <DownOutlined className={design.more} aria-hidden />
        </button>
      </Dropdown>
      <button
        type="button"
        className={styles.wholeFlow}
        onClick={() => {
          choose([]);
          onSettings?.();
        }}
      >
        {t("flow_settings")}
      </button>
    </div>
  );
}

const SHORTCUTS = ["arrows", "enter", "add", "copy", "remove", "undo"] as const;

function Shortcuts() {
  const { t } = useTranslation("flowing");
  return (
    <section className={design.palette} aria-label={t("keys.title")}>
      <h2 className={design.groupTitle}>{t("keys.title")}</h2>
      <dl className={styles.keys}>
        {SHORTCUTS.map((one) => (
          <div key={one} className={styles.key}>
            <dt>
              <kbd>{t(`keys.${one}.press`)}</kbd>
            </dt>
            <dd>{t(`keys.${one}.does`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The settings of whatever is chosen. */
function Settings() {
  const flowing = useFlowing();
  const deeds = useFlowDeeds(flowing);
  const { t } = useTranslation("flowing");
  const { chosen, flow } = flowing;
  const [id] = chosen;
  if (chosen.length > 1)
    return (
      <div className={styles.several}>
        <p>{t("several", { count: chosen.length })}</p>
        <button type="button" className={styles.wholeFlow} onClick={deeds.duplicate}>
          {t("copy")}
        </button>
        <button type="button" className={styles.wholeFlow} onClick={deeds.remove}>
          {t("remove")}
        </button>
      </div>
    );
  const node = id === undefined ? undefined : nodeOf(flow, id);
  if (node) return <NodeSettings key={node.key} node={node} />;
  const [holder = "", exit = ""] = id?.split(":") ?? [];
  const split = nodeOf(flow, holder);
  if (split) {
    const key = branchOf(exit);
    const branch = branchesOf(split).find((one) => one.key === key) ?? null;
    if (branch || key === null) return <BranchSettings key={id} node={split} exit={exit} branch={branch} />;
  }
  return <FlowSettings />;
}
