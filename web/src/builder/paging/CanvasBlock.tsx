/** A block on the canvas: drawn with a real record where there is one, chosen by a press, moved by dragging. */
import { EyeInvisibleOutlined, WarningOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { BlockFrame } from "~/runtime/page/BlockList";
import { Icon } from "~/ui/icons";
import { half } from "../design/drops";
import { useProblemsAt } from "../design/settings/SettingLine";
import { type Area, type BlockDefinition, blockPlace } from "../document/commands/pages";
import { textIn } from "../document/json";
import styles from "./Paging.module.css";
import { dragBlock, isBlockLike, usePaging } from "./PagingContext";
import { useShown } from "./ShownRecord";
import { usePageDeeds } from "./usePageDeeds";

interface CanvasBlockProps {
  block: BlockDefinition;
  area: Area;
  /** The block below it. */
  next: string | null;
}

export function CanvasBlock({ block, area, next }: CanvasBlockProps) {
  const { t } = useTranslation("paging");
  const paging = usePaging();
  const { page, kinds, chosen, choose } = paging;
  const deeds = usePageDeeds(paging);
  const shown = useShown();
  const box = useRef<HTMLDivElement>(null);
  const [edge, setEdge] = useState<"top" | "bottom" | null>(null);
  const latest = useRef({ deeds, area, next });
  latest.current = { deeds, area, next };
  const { key } = block;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    return combine(
      draggable({ element, getInitialData: () => dragBlock(key) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isBlockLike(source.data) && source.data.key !== key,
        onDrag: ({ location }) => setEdge(half(location.current.input, element.getBoundingClientRect())),
        onDragLeave: () => setEdge(null),
        onDrop: ({ location, source }) => {
          setEdge(null);
          const { deeds: current, area: into, next: below } = latest.current;
          const where = half(location.current.input, element.getBoundingClientRect());
          current.drop(source.data, { area: into, before: where === "top" ? key : below });
        },
      }),
    );
  }, [key]);

  const isChosen = chosen.part === "block" && chosen.key === key;
  const item = kinds.find(({ kind }) => kind === block.kind);
  const name = deeds.nameOf(block);
  const problems = useProblemsAt(blockPlace(page.key, area, key));
  const drawn = item && shown.draw(block, item.schema);
  const isEmpty = problems.some(({ issue }) => issue.code === "block_empty");
  return (
    <div ref={box} className={styles.block} data-chosen={isChosen || undefined} data-edge={edge ?? undefined}>
      <div className={styles.drawn} inert>
        {drawn && shown.access && !isEmpty ? (
          <BlockFrame block={drawn} page={shown.access} />
        ) : (
          <p className={styles.standIn}>
            <Icon name={item?.icon} />
            <span>{name}</span>
            {isEmpty ? <span className={styles.lacking}>{t("block_lacking")}</span> : null}
          </p>
        )}
      </div>
      <button
        type="button"
        className={styles.cover}
        aria-pressed={isChosen}
        aria-label={t("choose_block", { name })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Delete Control+D"
        data-block={key}
        onClick={(event) => {
          event.stopPropagation();
          choose({ part: "block", key });
        }}
      >
        <span className={styles.tag}>
          <Icon name={item?.icon} />
          {name}
          {textIn(block.visible_when) ? <EyeInvisibleOutlined aria-label={t("conditional")} /> : null}
          {problems.length > 0 ? (
            <WarningOutlined aria-label={t("has_problems")} className={styles.warning ?? ""} />
          ) : null}
        </span>
      </button>
    </div>
  );
}
