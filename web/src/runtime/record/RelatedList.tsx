/** The records of another form that link to this one: the first few, how many there are, and a way to add one. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldOf, formOf, may } from "~/api/apps";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import type { FieldView, FilterTree, FormView, Inverse, Page, RecordData } from "~/api/types";
import type { RelatedAsked } from "~/kinds/defineBlock";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { flatten } from "../flat";
import { systemField } from "../grid/columns";
import { keyFacts } from "./facts";
import styles from "./RelatedList.module.css";
import { RelatedTable } from "./RelatedTable";
import { RelatedTotals } from "./RelatedTotals";

interface RelatedListProps {
  form: FormView;
  id: number;
  inverse: Inverse;
  /** Which of them and what of them, where a page says so. */
  asked?: RelatedAsked;
  /** What the list is called, where that is not the name of the link. */
  name?: string;
  /** Absent when the reader may not add one. */
  onAdd?: ((form: FormView, field: string) => void) | undefined;
}

const SHOWN = 8;
const USUAL_COLUMNS = 3;

/** A filter of this list's own: the records whose link is this record, or whose links have it among them. */
export function relatedFilter(field: FieldView | undefined, inverse: Inverse, id: number) {
  const operator = isListing(field) ? "contains" : "is";
  return { field: inverse.field, operator, value: id };
}

/** Those of them that the page asks for. */
function askedFilter(
  field: FieldView | undefined,
  inverse: Inverse,
  id: number,
  asked?: RelatedAsked,
): FilterTree {
  const own = relatedFilter(field, inverse, id);
  return asked?.filter ? { all: [own, asked.filter] } : own;
}

/** A link's value that leads to this record. */
export function linkTo(field: FieldView | undefined, id: number): unknown {
  return isListing(field) ? [id] : id;
}

function isListing(field: FieldView | undefined): boolean {
  return field !== undefined && fieldKind(field.kind).lists === true;
}

function useRelated(form: FormView, id: number, inverse: Inverse, asked?: RelatedAsked) {
  const app = useCurrentApp();
  const target = formOf(app, inverse.form);
  const sort = asked?.order ? `${asked.descending ? "-" : ""}${asked.order}` : undefined;
  const limit = asked?.limit ?? SHOWN;
  const filter = askedFilter(target && fieldOf(target, inverse.field), inverse, id, asked);
  return useQuery({
    enabled: target !== undefined,
    queryKey: [...keys.related(app.key, form.key, id, inverse.key), JSON.stringify([filter, sort, limit])],
    queryFn: async ({ signal }): Promise<Page<RecordData>> => {
      const query = { filter, limit, count: true, expand: "*", ...(sort ? { sort } : {}) };
      const page = await records.list(app.key, inverse.form, query, signal);
      return { ...page, items: page.items.map((item) => (target ? flatten(target, item) : item)) };
    },
  });
}

export function RelatedList({ form, id, inverse, asked, name: given, onAdd }: RelatedListProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const app = useCurrentApp();
  const target = formOf(app, inverse.form);
  const page = useRelated(form, id, inverse, asked);
  if (!target) return null;
  const filter = askedFilter(fieldOf(target, inverse.field), inverse, id, asked);
  const total = page.data?.total ?? page.data?.items.length ?? 0;
  const name = given || textOf(inverse.label, locale);
  return (
    <section className={styles.related} aria-label={name}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {name}
          {page.data ? <span className={styles.count}>{total}</span> : null}
        </h2>
        {asked && asked.totals.length > 0 && total > 0 ? (
          <RelatedTotals
            target={target}
            totals={asked.totals}
            asked={{ filter }}
            name={keys.related(app.key, form.key, id, inverse.key)}
          />
        ) : null}
        {onAdd && asked?.addable !== false && may(target, "create") ? (
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
        <RelatedTable form={target} columns={columnsOf(target, inverse)} items={page.data.items} />
      ) : null}
      {total > (page.data?.items.length ?? 0) ? (
        <Link
          className={styles.all}
          to={`${addresses.list(app.key, target.key)}?filter=${encodeURIComponent(JSON.stringify(filter))}`}
        >
          {t("all")}
        </Link>
      ) : null}
    </section>
  );

  function columnsOf(there: FormView, { field }: Inverse): readonly FieldView[] {
    if (asked && asked.fields.length > 0)
      return asked.fields.flatMap((key) => fieldOf(there, key) ?? systemField(app, key) ?? []);
    const stage = there.fields.find(({ key }) => key === there.stage_field);
    const facts = keyFacts(app, there, ({ kind }) => fieldKind(kind).inGrid !== false)
      .filter(({ key }) => key !== field)
      .slice(0, USUAL_COLUMNS);
    return stage ? [stage, ...facts] : facts;
  }
}
