/** The records of another form that link to this one: the first few, how many there are, and a way to add one. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldOf, formOf, may } from "~/api/apps";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import type { FieldView, FormView, Inverse, RecordData } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { alignmentOf } from "~/kinds/define";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { FieldCell } from "../fields";
import { flatten } from "../flat";
import { keyFacts } from "./facts";
import styles from "./RelatedList.module.css";

interface RelatedListProps {
  form: FormView;
  id: number;
  inverse: Inverse;
  /** Absent when the reader may not add one. */
  onAdd?: ((form: FormView, field: string) => void) | undefined;
}

const SHOWN = 8;

/** A filter of this list's own: the records whose link is this record, or whose links have it among them. */
export function relatedFilter(field: FieldView | undefined, inverse: Inverse, id: number) {
  const operator = isListing(field) ? "contains" : "is";
  return { field: inverse.field, operator, value: id };
}

/** A link's value that leads to this record. */
export function linkTo(field: FieldView | undefined, id: number): unknown {
  return isListing(field) ? [id] : id;
}

function isListing(field: FieldView | undefined): boolean {
  return field !== undefined && fieldKind(field.kind).lists === true;
}

export function useRelated(form: FormView, id: number, inverse: Inverse) {
  const app = useCurrentApp();
  const target = formOf(app, inverse.form);
  return useQuery({
    enabled: target !== undefined,
    queryKey: keys.related(app.key, form.key, id, inverse.key),
    queryFn: async ({ signal }) => {
      const field = target && fieldOf(target, inverse.field);
      const query = { filter: relatedFilter(field, inverse, id), limit: SHOWN, count: true, expand: "*" };
      const page = await records.list(app.key, inverse.form, query, signal);
      return { ...page, items: page.items.map((item) => (target ? flatten(target, item) : item)) };
    },
  });
}

export function RelatedList({ form, id, inverse, onAdd }: RelatedListProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const app = useCurrentApp();
  const target = formOf(app, inverse.form);
  const page = useRelated(form, id, inverse);
  if (!target) return null;
  const columns = keyFacts(app, target, (field) => fieldKind(field.kind).inGrid !== false)
    .filter((field) => field.key !== inverse.field)
    .slice(0, 3);
  const total = page.data?.total ?? page.data?.items.length ?? 0;
  const name = textOf(inverse.label, locale);
  return (
    <section className={styles.related} aria-label={name}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {name}
          {page.data ? <span className={styles.count}>{total}</span> : null}
        </h2>
        {onAdd && may(target, "create") ? (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => onAdd(target, inverse.field)}
          >
            {t("new", { form: textOf(target.label, locale) })}
          </Button>
        ) : null}
      </div>
      {page.error && !page.data ? <Failure thrown={page.error} onRetry={() => void page.refetch()} /> : null}
      {page.data?.items.length === 0 ? <p className={styles.nothing}>{t("nothing_related")}</p> : null}
      {page.data && page.data.items.length > 0 ? (
        <RelatedTable form={target} columns={columns} items={page.data.items} />
      ) : null}
      {total > SHOWN ? (
        <Link
          className={styles.all}
          to={`${addresses.list(app.key, target.key)}?filter=${encodeURIComponent(JSON.stringify(relatedFilter(fieldOf(target, inverse.field), inverse, id)))}`}
        >
          {t("all")}
        </Link>
      ) : null}
    </section>
  );
}

interface RelatedTableProps {
  form: FormView;
  columns: readonly FieldView[];
  items: readonly RecordData[];
}

function RelatedTable({ form, columns, items }: RelatedTableProps) {
  const { t } = useTranslation("record");
  const { addressOf, open } = useKinds();
  const stage = form.fields.find((field) => field.key === form.stage_field);
  const shown = stage ? [stage, ...columns] : columns;
  return (
    <ul className={styles.rows}>
      {items.map((item) => (
        <li key={item.id} className={styles.row}>
          <a
            className={styles.name}
            href={addressOf(form.key, item.id)}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              open(form.key, item.id);
            }}
          >
            {item.title || t("untitled")}
          </a>
          {shown.map((field) => (
            <span
              key={field.key}
              className={styles.fact}
              data-align={alignmentOf(fieldKind(field.kind), field)}
            >
              <FieldCell field={field} value={item[field.key] ?? null} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
