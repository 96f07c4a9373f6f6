/** The button on a way: a node is put there, by choosing its kind or by dropping it. */
import { PlusOutlined, SnippetsOutlined } from "@ant-design/icons";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Dropdown } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { useBranchWords } from "./branchWords";
import { isNodeLike, nameOfNode, useFlowing } from "./FlowingContext";
import styles from "./Flows.module.css";
import { branchAt, mentionsOf, nodeOf, nodesOf, sameWay } from "./graph";
import { type Spot, spotId } from "./layout";
import { useFlowDeeds } from "./useFlowDeeds";

const PASTE = " paste";

interface PlusButtonProps {
  spot: Spot;
  /** The node or branch that it stands behind. */
  behind: string;
}

export function PlusButton({ spot, behind }: PlusButtonProps) {
  const flowing = useFlowing();
  const deeds = useFlowDeeds(flowing);
  const { t } = useTranslation("flowing");
  const { kinds, flow, design, opened, open } = flowing;
  const element = useRef<HTMLSpanElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef({ deeds, spot });
  latest.current = { deeds, spot };
  useEffect(() => {
    if (!element.current) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => isNodeLike(source.data),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current.deeds.drop(source.data, latest.current.spot);
      },
    });
  }, []);

  // An end cuts off what comes after, unless something else leads there too.
  const leading = nodesOf(flow)
    .flatMap(mentionsOf)
    .filter(({ target }) => target === spot.target);
  const mayEnd = spot.target === null || leading.some((way) => !spot.ways.some((one) => sameWay(one, way)));
  const node = nodeOf(flow, behind);
  const [holder = "", exit = ""] = behind.split(":");
  const branch = useBranchWords(flowing, { node: holder, exit }, branchAt(flow, { node: holder, exit }));
  const offered = kinds.nodes.filter(({ begins, ends }) => !begins && (!ends || mayEnd));
  const items = offered.map(({ kind, title, icon }) => {
    const why = deeds.impossible(kind);
    return {
      key: kind,
      icon: <Icon name={icon} />,
      label: textOf(title, design.locale),
      disabled: why !== null,
      ...(why ? { title: why } : {}),
    };
  });
  return (
    <span ref={element} className={`${styles.plus} nopan nodrag`} data-over={over || undefined}>
      <Dropdown
        autoFocus
        destroyOnHidden
        trigger={["click"]}
        placement="bottom"
        open={opened !== null && spotId(opened) === spotId(spot)}
        onOpenChange={(next) => open(next ? spot : null)}
        menu={{
          items: [
            ...items,
            { type: "divider" },
            { key: PASTE, icon: <SnippetsOutlined aria-hidden />, label: t("paste") },
          ],
          onClick: ({ key }) => {
            open(null);
            if (key === PASTE) deeds.paste(spot);
            else deeds.add(key, spot);
          },
        }}
      >
        <button
          type="button"
          className={styles.plusButton}
          aria-label={
            node ? t("add_behind", { name: nameOfNode(flowing, node) }) : t("add_in", { name: branch.name })
          }
        >
          <PlusOutlined aria-hidden />
        </button>
      </Dropdown>
    </span>
  );
}
