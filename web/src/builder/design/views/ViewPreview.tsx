/** A view as people will see it, with the records of the published application; nothing can be changed in it. */
import { useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useApp } from "~/api/apps";
import { useMe } from "~/api/session";
import type { AppView, FilterTree, FormView, ListView, SortKey } from "~/api/types";
import { viewKind } from "~/kinds/viewRegistry";
import { AppContext } from "~/runtime/AppContext";
import { filterFields, groupingOf, useColumns } from "~/runtime/grid/columns";
import { Grid } from "~/runtime/grid/Grid";
import { GridSkeleton } from "~/runtime/grid/GridSkeleton";
import { KindProvider } from "~/runtime/KindProvider";
import { writeSort } from "~/runtime/records/listAddress";
import { useTable } from "~/runtime/records/useTable";
import { ViewBody } from "~/runtime/records/ViewBody";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import type { ViewDefinition } from "../../document/commands/views";
import { isObject, listOf, objectOf, textIn } from "../../document/json";
import { labelOf } from "../../document/model";
import { useDesign } from "../DesignContext";
import { namedIn, onlyRead } from "../published";
import styles from "./Views.module.css";

export function ViewPreview({ view }: { view: ViewDefinition }) {
  const { t } = useTranslation("viewing");
  const { app = "" } = useParams();
  const { locale } = useDesign();
  const published = useApp(app).data;
  const form = published?.forms.find(({ key }) => key === view.form);
  const readable = useMemo(() => (form ? onlyRead(form) : null), [form]);
  const shown = useMemo(
    () => (form && published ? usable(view, form, published) : null),
    [view, form, published],
  );
  const [nowhere] = useState(() => () => undefined);
  const name = textOf(labelOf(view), locale) || view.key;
  return (
    <section className={styles.preview} aria-label={t("preview_of", { name })}>
      <header className={styles.previewHead}>
        <h2 className={styles.previewTitle}>{name}</h2>
        <span className={styles.quiet}>{readable ? t("preview_note") : ""}</span>
      </header>
      <div className={styles.previewBody}>
        {published && readable && shown ? (
          <AppContext value={published}>
            <KindProvider onOpen={nowhere}>
              <Records
                key={JSON.stringify([shown.filter, shown.sort])}
                app={published}
                form={readable}
                view={shown}
              />
            </KindProvider>
          </AppContext>
        ) : (
          <p className={styles.empty}>{t(published && form ? "preview_lacking" : "preview_unpublished")}</p>
        )}
      </div>
    </section>
  );
}

/** The view with what is published of it; null where its kind cannot do without something else. */
function usable(view: ViewDefinition, form: FormView, app: AppView): ListView | null {
  const known = new Set([...form.fields, ...(app.system_fields ?? [])].map(({ key }) => key));
  const kind = form.view_kinds.find((one) => one.kind === view.kind);
  const settings: Record<string, unknown> = {};
  for (const { name, many, required, member } of kind?.settings ?? []) {
    const given = view[name];
    if (many)
      settings[name] = listOf(given).filter((item) =>
        known.has(member ? textIn(objectOf(item)[member]) : String(item)),
      );
    else if (typeof given === "string" && known.has(given)) settings[name] = given;
    else if (required) return null;
    else settings[name] = null;
  }
  const fields = new Set(filterFields(app, form).map(({ key }) => key));
  const all = new Map([...form.fields, ...(app.system_fields ?? [])].map((field) => [field.key, field]));
  const groups = listOf(view.groups).filter(isObject);
  const totals = listOf(view.totals).filter(isObject);
  const colours = listOf(view.colours).filter(isObject);
  const filter = isObject(view.filter) ? (view.filter as unknown as FilterTree) : null;
  return {
    ...view,
    ...settings,
    groups: groups.filter(({ field, unit }) =>
      all.get(textIn(field))?.groups?.includes(textIn(unit) || "value"),
    ),
    totals: totals.filter(({ field, by }) => all.get(textIn(field))?.aggregates?.includes(textIn(by))),
    colours: colours.filter(({ when }) =>
      namedIn(when as unknown as FilterTree).every((key) => fields.has(key)),
    ),
    // A place of its own for what somebody pulls at while looking.
    key: `designing.${view.key}`,
    label: labelOf(view),
    filter: filter && namedIn(filter).every((key) => fields.has(key)) ? filter : null,
    sort: listOf(view.sort)
      .filter(isObject)
      .filter(({ field }) => known.has(textIn(field))) as unknown as readonly SortKey[],
  } as unknown as ListView;
}

interface RecordsProps {
  app: AppView;
  form: FormView;
  view: ListView;
}

const NOBODY: ReadonlySet<number> = new Set();
const nothing = (): void => undefined;

function Records({ app, form, view }: RecordsProps) {
  const { t } = useTranslation("viewing");
  const { person } = useMe();
  const columns = useColumns(person.id, app, form, view);
  const query = { filter: view.filter, sort: writeSort(view.sort), search: "" };
  const asRows = viewKind(view.kind).hasColumns === true;
  const table = useTable(
    app.key,
    form,
    asRows ? { ...query, marks: columns.settings.colours.map(({ when }) => when) } : query,
    asRows ? groupingOf(columns.settings) : undefined,
  );
  useSyncExternalStore(table.subscribe, table.snapshot);
  useMemo(() => table.show(0, 0), [table]);
  const rows =
    table.error && table.total === null ? (
      <Failure thrown={table.error} onRetry={() => void table.refresh()} />
    ) : table.total === null ? (
      <GridSkeleton columns={columns.columns} />
    ) : table.rowCount === 0 ? (
      <p className={styles.empty}>{t("preview_nothing")}</p>
    ) : (
      <Grid
        ref={null}
        form={form}
        table={table}
        columns={columns}
        sort={view.sort}
        checked={NOBODY}
        mayCreate={false}
        onSort={nothing}
        onFilter={nothing}
        onOpen={nothing}
        onCheck={nothing}
        onSearch={nothing}
        onRange={nothing}
      />
    );
  return asRows ? (
    rows
  ) : (
    <ViewBody
      view={view}
      form={form}
      query={query}
      rows={rows}
      phone={false}
      total={table.total}
      columns={columns}
      onOpen={nothing}
      onChanged={nothing}
    />
  );
}
