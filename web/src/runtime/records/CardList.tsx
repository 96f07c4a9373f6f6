/** The rows of a list as cards, for a phone. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { FieldCell } from "../fields";
import type { GridColumn } from "../grid/columns";
import type { RecordTable } from "../grid/table";
import styles from "./CardList.module.css";

interface CardListProps {
  table: RecordTable;
  columns: readonly GridColumn[];
  addressOf: (id: number) => string;
}

const SHOWN = 3;
const HEIGHT = 124;

export function CardList({ table, columns, addressOf }: CardListProps) {
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
  const [title, ...others] = columns;

  return (
    <div ref={scroll} className={styles.scroll}>
      <p className={styles.total}>
        {t("total", { count: table.total ?? 0, number: (table.total ?? 0).toLocaleString(locale) })}
      </p>
      <ul className={styles.list} style={{ height: cards.getTotalSize() }}>
        {visible.map(({ index, start, key }) => {
          const record = table.row(index)?.record;
          return (
            <li
              key={key}
              ref={cards.measureElement}
              data-index={index}
              className={styles.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              {record ? (
                <Link to={addressOf(record.id)} className={styles.card}>
                  <strong className={styles.title}>
                    {title ? (
                      <FieldCell field={title.field} value={record[title.key] ?? null} />
                    ) : (
                      record.title
                    )}
                  </strong>
                  <dl className={styles.facts}>
                    {others
                      .filter(({ key: field }) => record[field] !== null && record[field] !== undefined)
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
              ) : (
                <span className={styles.card} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
