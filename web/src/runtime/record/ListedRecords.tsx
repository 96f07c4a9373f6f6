/** The records of another form that meet a field's condition for the record at hand: how many, what they come to, a page
 * of them. */
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, formOf } from "~/api/apps";
import { keys } from "~/api/keys";
import { type ListQuery, records } from "~/api/records";
import type { AppView, FieldView, FormView, Page, RecordData } from "~/api/types";
import type { ListedProps, ListedSettings } from "~/kinds/context";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { flatten } from "../flat";
import { systemField } from "../grid/columns";
import { keyFacts } from "./facts";
import styles from "./RelatedList.module.css";
import { RelatedTable } from "./RelatedTable";
import { RelatedTotals } from "./RelatedTotals";

const USUAL_LIMIT = 8;
const USUAL_COLUMNS = 3;
/** Whoever types has the list looked up when they pause. */
const PAUSE_MS = 250;

/** What the condition looks at, as one text: the list is another when it is. */
function readValues({ reads = [] }: ListedSettings, values: Readonly<Record<string, unknown>>): string {
  const read = reads.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]] as const]));
  return JSON.stringify(Object.fromEntries(read));
}

function usePaused(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return;
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, settled]);
  return settled;
}

export function ListedRecords(props: ListedProps) {
  const read = usePaused(readValues(props.field, props.values));
  const target = formOf(useCurrentApp(), props.field.lists);
  // Another list begins at its first page.
  return target ? <ListedPage key={read} {...props} target={target} read={read} /> : null;
}

interface ListedPageProps extends ListedProps {
  target: FormView;
  read: string;
}

function ListedPage({ id, field, form, target, read }: ListedPageProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const app = useCurrentApp();
  const [offset, setOffset] = useState(0);
  const limit = field.limit ?? USUAL_LIMIT;
  const narrowed = { link: `${form}.${field.key}`, values: JSON.parse(read) as ListQuery["values"] };
  const name = [...keys.records(app.key, target.key), "listed", narrowed.link, read];
  const sort = field.order ? `${field.descending ? "-" : ""}${field.order}` : undefined;
  const page = useQuery({
    queryKey: [...name, sort, limit, offset],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Page<RecordData>> => {
      const asked = { ...narrowed, limit, offset, count: true, expand: "*", ...(sort ? { sort } : {}) };
      const found = await records.list(app.key, target.key, asked as ListQuery, signal);
      return { ...found, items: found.items.map((item) => flatten(target, item)) };
    },
  });
  const title = textOf(field.label, locale);
  const items = page.data?.items ?? [];
  const total = page.data?.total ?? items.length;
  const totals = field.totals ?? [];
  return (
    <section id={id} className={styles.listed} aria-label={title} aria-busy={page.isFetching}>
      <div className={styles.head}>
        <h3 className={styles.listedTitle}>
          {title}
          {page.data ? <span className={styles.count}>{total}</span> : null}
        </h3>
        {totals.length > 0 && total > 0 ? (
          <RelatedTotals target={target} totals={totals} asked={narrowed} name={name} />
        ) : null}
      </div>
      {page.error && !page.data ? <Failure thrown={page.error} onRetry={() => void page.refetch()} /> : null}
      {page.data && items.length === 0 ? <p className={styles.nothing}>{t("nothing_listed")}</p> : null}
      {items.length > 0 ? (
        <RelatedTable form={target} columns={columnsOf(app, target, field)} items={items} />
      ) : null}
      {total > limit ? (
        <nav className={styles.paging} aria-label={t("pages_of", { name: title })}>
          <Button
            type="text"
            size="small"
            icon={<LeftOutlined aria-hidden />}
            aria-label={t("page_before")}
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - limit))}
          />
          <span>{t("page_of", { first: offset + 1, last: offset + items.length, total })}</span>
          <Button
            type="text"
            size="small"
            icon={<RightOutlined aria-hidden />}
            aria-label={t("page_after")}
            disabled={offset + limit >= total}
            onClick={() => setOffset(offset + limit)}
          />
        </nav>
      ) : null}
    </section>
  );
}

function columnsOf(app: AppView, target: FormView, { beside = [] }: ListedSettings): readonly FieldView[] {
  if (beside.length > 0) return beside.flatMap((key) => fieldOf(target, key) ?? systemField(app, key) ?? []);
  const stage = target.fields.find(({ key }) => key === target.stage_field);
  const facts = keyFacts(app, target, ({ kind }) => fieldKind(kind).inGrid !== false).slice(0, USUAL_COLUMNS);
  return stage ? [stage, ...facts] : facts;
}
