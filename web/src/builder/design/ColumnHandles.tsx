/** The heads of a sub-table's columns on the canvas: chosen by a click, dragged to another place, and taking what is
 * dragged between them. By the keyboard the same is done in the list of columns in the settings. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type FieldDefinition, fieldsOf } from "../document/model";
import styles from "./Canvas.module.css";
import { useDesign } from "./DesignContext";
import { dragColumn, type Hint, isForColumns } from "./dragging";
import { isChosen, someFields } from "./selection";

interface Spot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the heads of the columns stand within the frame; nothing while the table is drawn otherwise. */
function useSpots(frame: RefObject<HTMLElement | null>, count: number): readonly Spot[] {
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  // Once the frame around it stands there.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    function measure(): void {
      if (!element) return;
      const around = element.getBoundingClientRect();
      // Before the columns stands the row's number, behind them what is done with a row.
      const heads = [...element.querySelectorAll("thead th")].slice(1, -1);
      const found = heads.map((head) => {
        const { left, top, width, height } = head.getBoundingClientRect();
        return { left: left - around.left, top: top - around.top, width, height };
      });
      const next = found.length === count ? found : [];
      setSpots((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    }
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(element);
    return () => watching.disconnect();
  }, [frame, count]);
  return spots;
}

interface ColumnHandlesProps {
  table: FieldDefinition;
  frame: RefObject<HTMLElement | null>;
  hint: Hint | null;
}

export function ColumnHandles({ table, frame, hint }: ColumnHandlesProps) {
  const columns = fieldsOf(table);
  const spots = useSpots(frame, columns.length);
  return columns.map((column, at) => {
    const spot = spots[at];
    return spot ? (
      <ColumnHandle
        key={column.key}
        table={table.key}
        column={column.key}
        next={columns[at + 1]?.key ?? null}
        spot={spot}
        edge={
          hint?.at === "column" && hint.field === table.key && hint.column === column.key
            ? hint.edge
            : undefined
        }
      />
    ) : null;
  });
}

interface ColumnHandleProps {
  table: string;
  column: string;
  next: string | null;
  spot: Spot;
  edge: "left" | "right" | undefined;
}

function ColumnHandle({ table, column, next, spot, edge }: ColumnHandleProps) {
  const { selection, select, enterSettings } = useDesign();
  const handle = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = handle.current;
    if (!element) return;
    return combine(
      draggable({ element, getInitialData: () => dragColumn(table, column) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isForColumns(source.data, table),
        getData: ({ input }) => {
          const { left, width } = element.getBoundingClientRect();
          const isLeft = input.clientX - left < width / 2;
          const before = isLeft ? column : next;
          return { hint: { at: "column", field: table, column, edge: isLeft ? "left" : "right", before } };
        },
      }),
    );
  }, [table, column, next]);
  return (
    <div
      ref={handle}
      aria-hidden
      className={styles.columnHandle}
      style={spot}
      data-chosen={isChosen(selection, column, table) || undefined}
      data-edge={edge}
      onClick={() => select(someFields([column], table))}
      onDoubleClick={enterSettings}
    />
  );
}
