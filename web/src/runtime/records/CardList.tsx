/** The rows of a list as cards, for a phone. */
import { CaretDownOutlined, CaretRightOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Checkbox } from "antd";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RecordData } from "~/api/types";
import { AtRecord } from "~/kinds/recordAtHand";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { FieldCell } from "../fields";
import type { Columns } from "../grid/columns";
import { GroupName } from "../grid/groupName";
import type { RecordTable } from "../grid/table";
import styles from "./CardList.module.css";

interface CardListProps {
  form: string;
  table: RecordTable;
  columns: Columns;
  checked: ReadonlySet<number>;
  onCheck: (ids: ReadonlySet<number>) => void;
  addressOf: (id: number) => string;
}

/** What can be pressed stands below the card, which leads to the record wherever else it is touched. */
function CardButtons({
  form,
  record,
  columns,
}: {
  form: string;
  record: RecordData;
  columns: Columns["columns"];
}) {
  const buttons = columns.filter(({ key, kind }) => kind.acts && record[key] === true);
  if (buttons.length === 0) return null;
  return (
    <AtRecord form={form} record={record}>
      <div className={styles.buttons}>
        {buttons.map(({ key, field }) => (
          <FieldCell key={key} field={field} value />
        ))}
      </div>
    </AtRecord>
  );
}

const SHOWN = 3;
const HEIGHT = 124;

export function CardList({ form, table, columns, checked, onCheck, addressOf }: CardListProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  useSyncExternalStore(table.subscribe, table.snapshot);
  const scroll = useRef<HTMLDivElement>(null);
  const cards = useVirtualizer({
    count: table.rowCount,
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    overscan: 6,
    useFlushSync: false,
  });
  const visible = cards.getVirtualItems();
  const [first, last] = [visible[0]?.index ?? 0, visible.at(-1)?.index ?? 0];
  useEffect(() => table.show(first, last), [table, first, last]);
  const [title, ...others] = columns.columns;
  const { colours } = columns.settings;
  const [selecting, setSelecting] = useState(false);
  const total = table.total ?? 0;

  function toggle(id: number): void {
    const next = new Set(checked);
    if (!next.delete(id)) next.add(id);
    onCheck(next);
  }

  return (
    <div ref={scroll} className={styles.scroll} data-chosen={checked.size > 0 || undefined}>
      <p className={styles.total}>
        {table.isCounted
          ? t("total", { count: total, number: total.toLocaleString(locale) })
          : t("at_least", { number: Math.max(0, total - 1).toLocaleString(locale) })}
        <Button
          type="link"
          size="small"
          onClick={() => {
            setSelecting(!selecting);
            onCheck(new Set());
          }}
        >
          {selecting ? t("select_done") : t("select")}
        </Button>
      </p>
      <ul className={styles.list} style={{ height: cards.getTotalSize() }}>
        {visible.map(({ index, start, key }) => {
          const record = table.row(index)?.record;
          const head = table.head(index);
          const by = head?.by;
          const field = by && columns.fieldOf(by.field);
          const mark = table.mark(index);
          const hue = mark === null ? undefined : colours[mark]?.colour;
          return (
            <li
              key={key}
              ref={cards.measureElement}
              data-index={index}
              className={styles.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              {head && by && field ? (
                <button
                  type="button"
                  className={styles.group}
                  aria-expanded={head.isOpen}
                  style={{ paddingLeft: 4 + head.depth * 16 }}
                  onClick={() => table.toggle(head.path)}
                >
                  {head.isOpen ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
                  <span className={styles.groupName}>
                    <GroupName field={field} by={by} value={head.group.value} />
                  </span>
                  <span className={styles.count}>{head.group.count.toLocaleString(locale)}</span>
                </button>
              ) : null}
              {record && selecting ? (
                <Checkbox
                  className={styles.check ?? ""}
                  checked={checked.has(record.id)}
                  aria-label={t("check_card", { name: record.title ?? `#${record.id}` })}
                  onChange={() => toggle(record.id)}
                />
              ) : null}
              {record ? (
                <Link
                  to={addressOf(record.id)}
                  className={styles.card}
                  data-selecting={selecting || undefined}
                  style={hue ? { borderLeft: `4px solid var(--hue-${hue}-mark)` } : undefined}
                  onClick={(event) => {
                    if (!selecting) return;
                    event.preventDefault();
                    toggle(record.id);
                  }}
                >
                  <strong className={styles.title}>
                    {title ? (
                      <FieldCell field={title.field} value={record[title.key] ?? null} />
                    ) : (
                      record.title
                    )}
                  </strong>
                  <dl className={styles.facts}>
                    {others
                      .filter(
                        ({ key: field, kind }) =>
                          !kind.acts && record[field] !== null && record[field] !== undefined,
                      )
                      .slice(0, SHOWN)
                      .map(({ key: field, field: view }) => (
                        <div key={field} className={styles.fact}>
                          <dt>{textOf(view.label, locale)}</dt>
                          <dd>
                            <FieldCell field={view} value={record[field]} />
                          </dd>
                        </div>
                      ))}
                  </dl>
                </Link>
              ) : head ? null : (
                <span className={styles.card} />
              )}
              {record && !selecting ? <CardButtons form={form} record={record} columns={others} /> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
