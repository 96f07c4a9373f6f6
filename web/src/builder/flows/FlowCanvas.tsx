/** A flow drawn from top to bottom: cards joined by straight lines, with a button on every line. Its layout is computed;
 * nobody puts a card anywhere. */
import { AimOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import {
  MiniMap,
  type Node,
  type NodeChange,
  type NodeProps,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  ViewportPortal,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { Button, Tooltip } from "antd";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFlowing } from "./FlowingContext";
import styles from "./Flows.module.css";
import { type Layout, type Line, layOut, type Placed } from "./layout";
import { BranchCard, JumpChip, NodeCard, OpenChip } from "./NodeCard";
import { PlusButton } from "./PlusButton";
import { useFlowDeeds } from "./useFlowDeeds";
import { useFlowKeys } from "./useFlowKeys";

type Part = Node<{ placed: Placed }, "part">;

const nodeTypes = { part: CanvasPart };
const LEAST = 0.2;
const MOST = 1.6;
const ROUND = 10;
const MAP = { width: 140, height: 96 };
/** How much below a card is to be seen: the branches that begin there, and the buttons on them. */
const FOLLOWING = 200;
const VIEW = { padding: 0.12, maxZoom: 1, minZoom: 0.5 };

export function FlowCanvas() {
  const { tree, shapes } = useFlowing();
  const layout = useMemo(
    () => layOut(tree, ({ kind }) => shapes.get(kind)?.item.ends === true),
    [tree, shapes],
  );
  return (
    <ReactFlowProvider>
      <Drawn layout={layout} />
    </ReactFlowProvider>
  );
}

function Drawn({ layout }: { layout: Layout }) {
  const flowing = useFlowing();
  const { t } = useTranslation("flowing");
  const { chosen, choose, flow } = flowing;
  const view = useReactFlow();
  const frame = useRef<HTMLElement>(null);
  useFlowKeys(flowing, layout.placed);
  useEffect(() => {
    if (!frame.current) return;
    return autoScrollForElements({ element: frame.current });
  }, []);

  const nodes = useMemo(
    (): Part[] =>
      layout.placed.map((placed) => {
        const { id, x, y, width, height } = placed;
        const isNode = placed.is === "node";
        return {
          id,
          type: "part",
          position: { x, y },
          width,
          height,
          measured: { width, height },
          selectable: isNode,
          selected: isNode && chosen.includes(id),
          focusable: false,
          data: { placed },
        };
      }),
    [layout, chosen],
  );

  // What was just added or walked to comes into sight, with what follows it.
  const last = chosen.at(-1);
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    const card = layout.placed.find(({ id }) => id === last);
    const box = frame.current?.getBoundingClientRect();
    if (!card || !box || shown.current === last) return;
    shown.current = last;
    const { x, y, zoom } = view.getViewport();
    const [left, top] = [card.x * zoom + x, card.y * zoom + y];
    const isSeen =
      left >= 0 &&
      top >= 0 &&
      left + card.width * zoom <= box.width &&
      top + (card.height + FOLLOWING) * zoom <= box.height;
    if (!isSeen) void view.setCenter(card.x + card.width / 2, card.y + card.height / 2, { zoom });
  }, [last, layout, view]);

  function onNodesChange(changes: readonly NodeChange<Part>[]): void {
    const selections = changes.filter((change) => change.type === "select");
    if (selections.length === 0) return;
    const off = new Set(selections.flatMap(({ id, selected }) => (selected ? [] : [id])));
    const on = selections.flatMap(({ id, selected }) => (selected ? [id] : []));
    choose([...chosen.filter((id) => !off.has(id) && !on.includes(id)), ...on]);
  }

  const zoom = (by: number): void => {
    void view.zoomTo(Math.min(MOST, Math.max(LEAST, view.getZoom() * by)));
  };
  return (
    <section ref={frame} className={styles.canvas} data-canvas aria-label={t("canvas")}>
      <ReactFlow<Part>
        key={flow.key}
        nodes={nodes}
        edges={[]}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onPaneClick={() => choose([])}
        fitView
        fitViewOptions={VIEW}
        minZoom={LEAST}
        maxZoom={MOST}
        panOnScroll
        zoomOnDoubleClick={false}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        selectNodesOnDrag={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={null}
        proOptions={{ hideAttribution: true }}
      >
        <ViewportPortal>
          <Lines lines={layout.lines} />
          {layout.joins.map(({ id, x, y, isWaiting }) => (
            <span
              key={id}
              className={styles.join}
              data-waits={isWaiting || undefined}
              style={{ left: x, top: y }}
            />
          ))}
          {layout.placed.map((placed) =>
            placed.is === "node" && placed.isHead ? <HeadTools key={placed.id} placed={placed} /> : null,
          )}
          {layout.pluses.map(({ id, behind, x, y, spot }) => (
            <span key={id} className={styles.plusAt} style={{ left: x, top: y }}>
              <PlusButton spot={spot} behind={behind} />
            </span>
          ))}
        </ViewportPortal>
        <MiniMap
          pannable
          zoomable
          className={styles.map ?? ""}
          style={MAP}
          ariaLabel={t("map")}
          nodeBorderRadius={12}
          nodeColor="var(--border-strong)"
          bgColor="var(--surface)"
          maskColor="var(--scrim-light)"
        />
        <Panel position="bottom-left" className={styles.zoom ?? ""}>
          <Tooltip title={t("zoom_out")}>
            <Button
              type="text"
              size="small"
              icon={<MinusOutlined aria-hidden />}
              aria-label={t("zoom_out")}
              onClick={() => zoom(1 / 1.25)}
            />
          </Tooltip>
          <Tooltip title={t("fit")}>
            <Button
              type="text"
              size="small"
              icon={<AimOutlined aria-hidden />}
              aria-label={t("fit")}
              onClick={() => void view.fitView(VIEW)}
            />
          </Tooltip>
          <Tooltip title={t("zoom_in")}>
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined aria-hidden />}
              aria-label={t("zoom_in")}
              onClick={() => zoom(1.25)}
            />
          </Tooltip>
        </Panel>
      </ReactFlow>
    </section>
  );
}

function CanvasPart({ data: { placed } }: NodeProps<Part>) {
  if (placed.is === "node") return <NodeCard node={placed.node} isHead={placed.isHead} />;
  if (placed.is === "branch") return <BranchCard way={placed.way} branch={placed.branch} />;
  return placed.is === "jump" ? <JumpChip target={placed.target} /> : <OpenChip />;
}

/** Below a node with branches: another one. */
function HeadTools({ placed }: { placed: Extract<Placed, { is: "node" }> }) {
  const deeds = useFlowDeeds(useFlowing());
  const { t } = useTranslation("flowing");
  return (
    <span
      className={styles.headTools}
      style={{ left: placed.x + placed.width, top: placed.y + placed.height / 2 }}
    >
      <button
        type="button"
        className={`${styles.addBranch} nopan nodrag`}
        onClick={() => deeds.addBranch(placed.id)}
      >
        <PlusOutlined aria-hidden />
        {t("add_branch")}
      </button>
    </span>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <svg className={styles.lines} aria-hidden="true">
      <title />
      <defs>
        <marker
          id="flow-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M1 1 L7 4 L1 7" className={styles.arrow} />
        </marker>
      </defs>
      {lines.map(({ id, points, isArrow }) => (
        <path key={id} d={rounded(points)} {...(isArrow ? { markerEnd: "url(#flow-arrow)" } : {})} />
      ))}
    </svg>
  );
}

/** A line through the points with its corners rounded. */
function rounded(points: Line["points"]): string {
  return points
    .map(([x, y], at) => {
      if (at === 0) return `M${x} ${y}`;
      const next = points[at + 1];
      const before = points[at - 1];
      if (!next || !before) return `L${x} ${y}`;
      const [a, b] = [towards([x, y], before), towards([x, y], next)];
      return `L${a[0]} ${a[1]} Q${x} ${y} ${b[0]} ${b[1]}`;
    })
    .join(" ");
}

function towards([x, y]: readonly [number, number], [toX, toY]: readonly [number, number]): [number, number] {
  const far = Math.hypot(toX - x, toY - y);
  const step = far === 0 ? 0 : Math.min(ROUND, far / 2) / far;
  return [x + (toX - x) * step, y + (toY - y) * step];
}
