/** The kinds of blocks, dragged onto the page or added by a click. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BlockItem } from "~/api/kinds";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import design from "../design/Design.module.css";
import { dragNew, usePaging } from "./PagingContext";
import { usePageDeeds } from "./usePageDeeds";

export function BlockPalette() {
  const { t } = useTranslation("paging");
  const paging = usePaging();
  const deeds = usePageDeeds(paging);
  return (
    <section className={design.palette} aria-label={t("palette")}>
      <h2 className={design.sideTitle}>{t("palette")}</h2>
      <div className={design.kinds}>
        {paging.kinds.map((item) => (
          <PaletteItem
            key={item.kind}
            item={item}
            name={textOf(item.title, paging.design.locale)}
            impossible={deeds.begin(item.kind) === null}
            onAdd={() => deeds.add(item.kind)}
          />
        ))}
      </div>
    </section>
  );
}

interface PaletteItemProps {
  item: BlockItem;
  name: string;
  /** The form has nothing that it could show. */
  impossible: boolean;
  onAdd: () => void;
}

function PaletteItem({ item, name, impossible, onAdd }: PaletteItemProps) {
  const { t } = useTranslation("paging");
  const button = useRef<HTMLButtonElement>(null);
  const { kind } = item;
  useEffect(() => {
    if (!button.current || impossible) return;
    return draggable({ element: button.current, getInitialData: () => dragNew(kind) });
  }, [kind, impossible]);
  return (
    <button
      ref={button}
      type="button"
      className={design.kind}
      disabled={impossible}
      title={impossible ? t("impossible") : undefined}
      onClick={onAdd}
    >
      <Icon name={item.icon} className={design.kindIcon ?? ""} />
      <span className={design.kindName}>{name}</span>
    </button>
  );
}
