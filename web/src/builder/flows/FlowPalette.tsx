/** The kinds of nodes, dragged onto a way or added behind what is chosen by a click. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Tooltip } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { NodeItem } from "~/api/kinds";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import design from "../design/Design.module.css";
import { dragKind, useFlowing } from "./FlowingContext";
import { useFlowWords } from "./flowWords";
import { useFlowDeeds } from "./useFlowDeeds";

export function FlowPalette() {
  const { t } = useTranslation("flowing");
  const flowing = useFlowing();
  const deeds = useFlowDeeds(flowing);
  return (
    <section className={design.palette} aria-label={t("palette")}>
      <h2 className={design.sideTitle}>{t("palette")}</h2>
      <div className={design.kinds}>
        {flowing.kinds.nodes
          .filter(({ begins, ends }) => !begins && !ends)
          .map((item) => (
            <PaletteItem
              key={item.kind}
              item={item}
              name={textOf(item.title, flowing.design.locale)}
              impossible={deeds.impossible(item.kind)}
              onAdd={() => deeds.addBehind(item.kind)}
            />
          ))}
      </div>
    </section>
  );
}

interface PaletteItemProps {
  item: NodeItem;
  name: string;
  impossible: string | null;
  onAdd: () => void;
}

function PaletteItem({ item, name, impossible, onAdd }: PaletteItemProps) {
  const words = useFlowWords(`node.${item.kind}`);
  const button = useRef<HTMLButtonElement>(null);
  const { kind } = item;
  useEffect(() => {
    if (!button.current || impossible) return;
    return draggable({ element: button.current, getInitialData: () => dragKind(kind) });
  }, [kind, impossible]);
  return (
    <Tooltip title={impossible ?? words.hint} placement="right">
      <button
        ref={button}
        type="button"
        className={design.kind}
        aria-disabled={impossible ? true : undefined}
        onClick={() => {
          if (!impossible) onAdd();
        }}
      >
        <Icon name={item.icon} className={design.kindIcon ?? ""} />
        <span className={design.kindName}>{name}</span>
      </button>
    </Tooltip>
  );
}
