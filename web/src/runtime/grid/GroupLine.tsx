/** The head of a group in the grid: what it is, how many rows it has, and what its columns come to. */
import { CaretDownOutlined, CaretRightOutlined, PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { FieldView, TotalKey } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import type { GridColumn } from "./columns";
import styles from "./Groups.module.css";
import type { GroupHead } from "./groupedRows";
import { GroupName } from "./groupName";
import { TotalCells } from "./TotalCells";

interface GroupLineProps {
  index: number;
  top: number;
  width: number;
  head: GroupHead;
  /** What it is grouped by. */
  field: FieldView | undefined;
  columns: readonly GridColumn[];
  drawn: readonly number[];
  lefts: readonly number[];
  totals: readonly TotalKey[];
  isActive: boolean;
  onToggle: (path: string) => void;
  onAdd?: ((head: GroupHead) => void) | undefined;
}

export function GroupLine(props: GroupLineProps) {
  const { index, top, width, head, field, columns, drawn, lefts, totals, isActive } = props;
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const { group, by, isOpen, depth, path } = head;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-expanded={isOpen}
      aria-level={depth + 1}
      className={styles.line}
      data-depth={depth}
      data-active={isActive || undefined}
      style={{ top, width }}
    >
      <div role="gridcell" className={styles.head} style={{ paddingLeft: 12 + depth * 20 }}>
        <button
          type="button"
          tabIndex={-1}
          className={styles.toggle}
          aria-label={t(isOpen ? "groups.close" : "groups.open")}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => props.onToggle(path)}
        >
          {isOpen ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        </button>
        <span className={styles.name}>
          {by && field ? <GroupName field={field} by={by} value={group.value} /> : null}
        </span>
        <span className={styles.count}>{group.count.toLocaleString(locale)}</span>
        {props.onAdd ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.add}
            aria-label={t("groups.add")}
            title={t("groups.add")}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => props.onAdd?.(head)}
          >
            <PlusOutlined aria-hidden />
          </button>
        ) : null}
      </div>
      <TotalCells {...{ columns, drawn, lefts, totals }} values={group.totals} />
    </div>
  );
}
