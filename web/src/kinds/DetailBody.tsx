/** A list at the left and the whole record at the right; arrows go from one record to the next. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "~/api/types";
import { textOf } from "~/words";
import { useKinds } from "./context";
import type { ViewProps } from "./defineView";
import { useFieldsOf, useRecordPages } from "./recordPages";
import styles from "./views/detail.module.css";

export interface DetailSettings {
  cards: readonly string[];
}

/** In pixels: a title, and the line of fields below it. */
const TITLE = 44;
const FACTS = 22;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export function DetailBody({ view, list }: ViewProps<DetailSettings>) {
  const { t } = useTranslation("view.detail");
  const context = useKinds();
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const [chosen, setChosen] = useState(0);
  const total = list.total ?? 0;
  const place = Math.min(chosen, Math.max(0, total - 1));
  const cards = view.cards.flatMap((key) => list.field(key) ?? []);
  const lines = useVirtualizer({
    count: total,
    getScrollElement: () => scroll,
    estimateSize: () => TITLE + (cards.length > 0 ? FACTS : 0),
    overscan: 8,
    useFlushSync: false,
  });
  const visible = lines.getVirtualItems();
  const fields = useFieldsOf(cards);
  const { at } = useRecordPages(list, visible[0]?.index ?? 0, visible.at(-1)?.index ?? 0, {
    fields,
  });
  // The record that is read stays while its line is out of sight.
  const [read, setRead] = useState<RecordData | null>(null);
  const here = at(place);
  useEffect(() => {
    if (here) setRead(here);
  }, [here]);

  function go(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(total - 1, place + step));
    setChosen(next);
    lines.scrollToIndex(next);
    requestAnimationFrame(() =>
      scroll?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus({ preventScroll: true }),
    );
  }

  // Nothing found, or nothing known yet; and a phone has room for one of the two.
  if (total === 0 || list.phone) return list.rows;
  const shown = here ?? read;
  return (
    <div className={styles.both}>
      <div ref={setScroll} className={styles.scroll}>
        <div className={styles.whole} style={{ height: lines.getTotalSize() }}>
          {visible.map(({ index, start, size }) => {
            const record = at(index);
            return (
              <button
                key={index}
                type="button"
                data-place={index}
                className={styles.line}
                style={{ transform: `translateY(${start}px)`, height: size }}
                aria-current={index === place || undefined}
                tabIndex={index === place ? 0 : -1}
                onClick={() => setChosen(index)}
                onKeyDown={go}
              >
                <span className={styles.title}>{record ? record.title || t("untitled") : "…"}</span>
                {record && cards.length > 0 ? (
                  <span className={styles.facts}>
                    {cards
                      .filter(({ key }) => record[key] !== null && record[key] !== undefined)
                      .map((field) => (
                        <span
                          key={field.key}
                          className={styles.fact}
                          title={textOf(field.label, context.locale)}
                        >
                          {context.kind(field.kind).toText(record[field.key], field, context)}
                        </span>
                      ))}
                  </span>
                ) : null}
              </button>
            );
          })}
        </div>
      </div>
      <section className={styles.record} aria-label={shown?.title || t("record")}>
        {shown ? list.record(shown.id, () => setRead(null)) : null}
      </section>
    </div>
  );
}
