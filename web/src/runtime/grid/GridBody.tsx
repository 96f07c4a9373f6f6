/** The grid's rows that are in sight. */

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { rowHeight } from "~/ui/tokens";
import type { Columns } from "./columns";
import { GridRow, writeSelection } from "./GridRow";
import { GroupLine } from "./GroupLine";
import type { GroupHead } from "./groupedRows";
import { contains, type Range, type Selection } from "./selection";
import type { RecordTable } from "./table";

interface GridBodyProps {
  form: string;
  table: RecordTable;
  rows: readonly number[];
  columns: Columns;
  drawn: readonly number[];
  lefts: readonly number[];
  width: number;
  selection: Selection;
  range: Range;
  filling: Range | null;
  editing: boolean;
  checked: ReadonlySet<number>;
  onOpen: (id: number) => void;
  onAddIn?: ((head: GroupHead) => void) | undefined;
}

/** Elements of rows that went out of sight are used again for those that come in. */
const POOL = 128;

export function GridBody(props: GridBodyProps) {
  const { table, rows, selection, range, filling, checked } = props;
  const { columns, settings, fieldOf } = props.columns;
  const { t } = useTranslation("grid");
  const labels = useMemo(() => ({ check: t("check"), open: t("open") }), [t]);

  return rows.map((index) => {
    const head = table.head(index);
    if (head) {
      return (
        <GroupLine
          key={index % POOL}
          index={index}
          top={index * rowHeight}
          width={props.width}
          head={head}
          field={head.by && fieldOf(head.by.field)}
          columns={columns}
          drawn={props.drawn}
          lefts={props.lefts}
          totals={settings.totals}
          isActive={index === selection.active.row}
          onToggle={(path) => table.toggle(path)}
          onAdd={props.onAddIn}
        />
      );
    }
    const mark = table.mark(index);
    const row = table.row(index);
    const unsaved = row && table.edits.of(row.record?.id ?? row.key);
    const inside = index >= range.top && index <= range.bottom;
    return (
      <GridRow
        key={index % POOL}
        form={props.form}
        index={index}
        number={table.numberOf(index)}
        top={index * rowHeight}
        width={props.width}
        row={row}
        record={row?.record}
        unsaved={unsaved}
        unsavedState={unsaved ? JSON.stringify([...unsaved]) : ""}
        columns={columns}
        hue={mark === null ? "" : (settings.colours[mark]?.colour ?? "")}
        drawn={props.drawn}
        lefts={props.lefts}
        selection={writeSelection(
          inside
            ? {
                left: range.left,
                right: range.right,
                top: index === range.top,
                bottom: index === range.bottom,
                active: index === selection.active.row ? selection.active.column : -1,
              }
            : null,
        )}
        handle={index === range.bottom && !props.editing ? range.right : -1}
        filling={filling && contains(filling, index, filling.left) ? `${filling.left}-${filling.right}` : ""}
        checked={row?.record ? checked.has(row.record.id) : false}
        labels={labels}
        onOpen={props.onOpen}
      />
    );
  });
}
