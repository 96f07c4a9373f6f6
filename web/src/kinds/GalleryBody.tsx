/** Records as cards with a picture, as many in a line as there is room for; only those in sight are loaded. */
import { PictureOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "~/api/files";
import type { FieldView, RecordData } from "~/api/types";
import { textOf } from "~/words";
import { useKinds } from "./context";
import type { ListAccess, ViewProps } from "./defineView";
import { isShown } from "./files";
import { RecordAnchor } from "./RecordAnchor";
import { AtRecord } from "./recordAtHand";
import { useFieldsOf, useRecordPages } from "./recordPages";
import styles from "./views/gallery.module.css";

export interface GallerySettings {
  picture: string | null;
  cards: readonly string[];
}

/** In pixels: the least width of a card, the gap between two, a picture, a title, and a line for each field. */
const NARROWEST = 216;
const GAP = 16;
const PICTURE = 144;
const TITLE = 48;
const FACT = 26;
const NARROWEST_ON_A_PHONE = 156;

export function GalleryBody({ view, form, list }: ViewProps<GallerySettings>) {
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const [width, setWidth] = useState(0);
  const picture = view.picture ? (list.field(view.picture) ?? null) : null;
  const cards = view.cards.flatMap((key) => list.field(key) ?? []);
  const columns = Math.max(
    1,
    Math.floor((width + GAP) / ((list.phone ? NARROWEST_ON_A_PHONE : NARROWEST) + GAP)),
  );
  const fields = useFieldsOf(cards, picture?.key);
  const height = (picture ? PICTURE : 0) + TITLE + cards.length * FACT + GAP;
  const total = list.total ?? 0;

  useEffect(() => {
    if (!scroll) return;
    const watching = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    watching.observe(scroll);
    return () => watching.disconnect();
  }, [scroll]);

  const lines = useVirtualizer({
    count: width > 0 ? Math.ceil(total / columns) : 0,
    getScrollElement: () => scroll,
    estimateSize: () => height + GAP,
    overscan: 2,
    useFlushSync: false,
  });
  useEffect(() => {
    if (height > 0) lines.measure();
  }, [lines, height]);
  const visible = lines.getVirtualItems();
  const first = (visible[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((visible.at(-1)?.index ?? 0) + 1) * columns) - 1;
  const { at } = useRecordPages(list, first, Math.max(first, last), { fields });

  // Nothing found, or nothing known yet: the list says so.
  if (total === 0) return list.rows;
  return (
    <div ref={setScroll} className={styles.scroll}>
      <div className={styles.whole} style={{ height: lines.getTotalSize() }}>
        {visible.map(({ index, start }) => (
          <ul
            key={index}
            className={styles.line}
            style={{
              transform: `translateY(${start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              height,
            }}
          >
            {Array.from({ length: Math.min(columns, total - index * columns) }, (_, column) => {
              const place = index * columns + column;
              return <Card key={place} record={at(place)} form={form.key} {...{ list, picture, cards }} />;
            })}
          </ul>
        ))}
      </div>
    </div>
  );
}

interface CardProps {
  form: string;
  record: RecordData | undefined;
  list: ListAccess;
  picture: FieldView | null;
  cards: readonly FieldView[];
}

function Card({ form, record, list, picture, cards }: CardProps) {
  const { t } = useTranslation("view.gallery");
  const { locale, Cell, kind } = useKinds();
  if (!record) return <li className={styles.card} data-waiting aria-hidden />;
  return (
    <li className={styles.card}>
      {picture ? <Picture value={record[picture.key]} /> : null}
      <RecordAnchor list={list} id={record.id} className={styles.title}>
        {record.title || t("untitled")}
      </RecordAnchor>
      <AtRecord form={form} record={record}>
        <dl className={styles.facts}>
          {cards.map((field) => (
            <div key={field.key} className={styles.fact}>
              <dt className={kind(field.kind).acts ? "visually-hidden" : undefined}>
                {textOf(field.label, locale)}
              </dt>
              <dd>
                <Cell field={field} value={record[field.key] ?? null} />
              </dd>
            </div>
          ))}
        </dl>
      </AtRecord>
    </li>
  );
}

/** The first of the files that is a picture. */
function Picture({ value }: { value: unknown }) {
  const { files } = useKinds();
  const [broken, setBroken] = useState(false);
  const found = Array.isArray(value) ? (value as readonly StoredFile[]).find(isShown) : undefined;
  return (
    <span className={styles.picture}>
      {found && !broken ? (
        <img
          src={files.picture(found.id, "small")}
          alt=""
          loading="lazy"
          draggable={false}
          onError={() => setBroken(true)}
        />
      ) : (
        <PictureOutlined aria-hidden />
      )}
    </span>
  );
}
