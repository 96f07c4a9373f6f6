/** Blocks one below the other on the canvas, and the place behind the last of them. */
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState } from "react";
import { type Area, blocksIn } from "../document/commands/pages";
import { CanvasBlock } from "./CanvasBlock";
import styles from "./Paging.module.css";
import { isBlockLike, usePaging } from "./PagingContext";
import { usePageDeeds } from "./usePageDeeds";

interface BlockColumnProps {
  area: Area;
  /** What stands where there is no block. */
  empty: string;
}

export function BlockColumn({ area, empty }: BlockColumnProps) {
  const paging = usePaging();
  const deeds = usePageDeeds(paging);
  const blocks = blocksIn(paging.page, area);
  const end = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef({ deeds, area });
  latest.current = { deeds, area };
  useEffect(() => {
    const element = end.current;
    if (!element) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isBlockLike(source.data),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current.deeds.drop(source.data, { area: latest.current.area, before: null });
      },
    });
  }, []);
  return (
    <div className={styles.column}>
      {blocks.map((block, at) => (
        <CanvasBlock key={block.key} block={block} area={area} next={blocks[at + 1]?.key ?? null} />
      ))}
      <div
        ref={end}
        className={styles.end}
        data-over={over || undefined}
        data-empty={blocks.length === 0 || undefined}
      >
        {blocks.length === 0 ? empty : null}
      </div>
    </div>
  );
}
