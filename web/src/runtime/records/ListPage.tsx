/** The records of a form: title row, toolbar, and the grid or, on a phone, cards. */
import { DeleteOutlined, ImportOutlined, MoreOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, type MenuProps } from "antd";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { may } from "~/api/apps";
import { useMe } from "~/api/session";
import type { FormView } from "~/api/types";
import { viewKind } from "~/kinds/viewRegistry";
import { useLocale } from "~/ui/appearance";
import { Dropdown } from "~/ui/Dropdown";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Icon } from "~/ui/icons";
import { later } from "~/ui/later";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { usePhone } from "~/ui/phone";
import { Tooltip } from "~/ui/Tooltip";
import { textOf } from "~/words";
import { useAddressedForm, useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { condition, fromTree, toTree } from "../filter/conditions";
import { filterFields, groupingOf, useColumns } from "../grid/columns";
import type { GridHandle } from "../grid/Grid";
import { GridSkeleton } from "../grid/GridSkeleton";
import type { Range } from "../grid/selection";
import { Missing } from "../Missing";
import { addressedFilter, listState } from "../views/edited";
import { UnusableView } from "../views/UnusableView";
import { useViewControls } from "../views/useViewControls";
import { currentEntry, useViews, type ViewsOfForm } from "../views/useViews";
import { ViewBar } from "../views/ViewBar";
import { EmptyList } from "./EmptyList";
import { LeaveGuard } from "./LeaveGuard";
import { ListDrawer } from "./ListDrawer";
import { ListFooter } from "./ListFooter";
import styles from "./ListPage.module.css";
import { useListAddress, writeSort } from "./listAddress";
import { CardList, Grid } from "./listRows";
import { Toolbar, type ToolbarHandle } from "./Toolbar";
import { useTable } from "./useTable";
import { ViewBody } from "./ViewBody";

const SelectionBar = later(async () => (await import("./SelectionBar")).SelectionBar, null);
const NewRecordDrawer = later(async () => (await import("../record/NewRecordDrawer")).NewRecordDrawer, null);

export function ListPage() {
  const form = useAddressedForm();
  return form ? <FormList key={form.key} form={form} /> : <Missing />;
}

/** Waits until it is known which view comes first. */
function FormList({ form }: { form: FormView }) {
  const views = useViews(form);
  const waiting = useDelayed(views === null);
  if (!views) return waiting ? <PageSkeleton /> : null;
  return <RecordList form={form} views={views} />;
}

const NOTHING = {};

function RecordList({ form, views }: { form: FormView; views: ViewsOfForm }) {
  const { t } = useTranslation("grid");
  const app = useCurrentApp();
  const { person } = useMe();
  const locale = useLocale();
  const navigate = useNavigate();
  const phone = usePhone();
  const [address, change] = useListAddress();
  const [checked, setChecked] = useState<ReadonlySet<number>>(new Set());
  const [range, setRange] = useState<Range | null>(null);
  const grid = useRef<GridHandle>(null);
  const toolbar = useRef<ToolbarHandle>(null);

  const entry = currentEntry(views, address.view);
  const view = entry?.view ?? undefined;
  const columns = useColumns(person.id, app, form, view);
  const asRows = !view || viewKind(view.kind).hasColumns === true;
  const state = listState(form, entry, address, columns, asRows);
  const { sort } = state;
  const shown = { filter: state.shown, search: address.search };
  const query = { ...shown, sort: writeSort(sort) };
  const listed = { ...query, view: view?.key || undefined };
  const table = useTable(
    app.key,
    form,
    asRows ? { ...listed, marks: columns.settings.colours.map(({ when }) => when) } : listed,
    asRows ? groupingOf(columns.settings) : undefined,
  );
  useSyncExternalStore(table.subscribe, table.snapshot);
  const controls = useViewControls({ form, views, entry, state, columns, address, change });
  const fields = useMemo(
    () => new Map(filterFields(app, form).map((field) => [field.key, field])),
    [app, form],
  );

  const showable = view !== undefined;
  useEffect(() => {
    if (showable) table.show(0, 0);
  }, [table, showable]);
  const waiting = useDelayed(table.total === null && !table.error);
  const narrowed = address.filter !== null || address.search !== "";
  const mayCreate = may(form, "create");
  const [creating, setCreating] = useState<Readonly<Record<string, unknown>> | null>(null);
  const open = (id: number): void => change({ record: id });

  const rest: MenuProps["items"] = [
    ...(may(form, "import")
      ? [
          {
            key: "import",
            icon: <ImportOutlined aria-hidden />,
            label: t("import"),
            onClick: () => void navigate(addresses.import(app.key, form.key)),
          },
        ]
      : []),
    {
      key: "bin",
      icon: <DeleteOutlined aria-hidden />,
      label: t("bin.title"),
      onClick: () => void navigate(addresses.bin(app.key, form.key)),
    },
  ];

  function filterBy(key: string): void {
    const field = fields.get(key);
    if (!field) return;
    const own = fromTree(state.filter, fields);
    toolbar.current?.openFilter({ ...own, items: [...own.items, condition(field)] });
  }

  const rows =
    table.error && table.total === null ? (
      <Failure thrown={table.error} onRetry={() => void table.refresh()} />
    ) : table.total === null ? (
      waiting && (phone ? <PageSkeleton /> : <GridSkeleton columns={columns.columns} />)
    ) : table.rowCount === 0 ? (
      <EmptyList
        form={form}
        narrowed={narrowed}
        inView={view?.filter != null}
        onClear={() => change({ filter: null, search: "" })}
        onCreate={() => setCreating(NOTHING)}
      />
    ) : phone ? (
      <CardList
        form={form.key}
        table={table}
        columns={columns}
        checked={checked}
        onCheck={setChecked}
        addressOf={(id) => addresses.record(app.key, form.key, id)}
      />
    ) : (
      <Grid
        key={view?.key ?? ""}
        ref={grid}
        form={form}
        table={table}
        columns={columns}
        sort={sort}
        checked={checked}
        mayCreate={mayCreate}
        onSort={(field, descending) => change({ sort: [{ field, descending }] })}
        onFilter={filterBy}
        onOpen={open}
        onCheck={setChecked}
        onSearch={() => toolbar.current?.focusSearch()}
        onRange={setRange}
        onCreate={mayCreate ? setCreating : undefined}
      />
    );

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Icon name={form.icon} className={styles.icon} />
        <h1 className={styles.title}>{textOf(form.label, locale)}</h1>
        {controls.tabs}
        <div className={styles.actions}>
          {phone ? (
            <Dropdown placement="bottomRight" menu={{ items: rest }}>
              <Button type="text" icon={<MoreOutlined aria-hidden />} aria-label={t("more")} />
            </Dropdown>
          ) : (
            <>
              <Tooltip title={t("bin.title")}>
                <Link to={addresses.bin(app.key, form.key)}>
                  <Button
                    type="text"
                    tabIndex={-1}
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t("bin.title")}
                  />
                </Link>
              </Tooltip>
              {may(form, "import") ? (
                <Button
                  icon={<ImportOutlined aria-hidden />}
                  onClick={() => void navigate(addresses.import(app.key, form.key))}
                >
                  {t("import")}
                </Button>
              ) : null}
              {mayCreate ? (
                <Button
                  type="primary"
                  icon={<PlusOutlined aria-hidden />}
                  onClick={() => setCreating(NOTHING)}
                >
                  {t("create", { name: textOf(form.label, locale) })}
                </Button>
              ) : null}
            </>
          )}
        </div>
      </header>
      {entry && !view ? null : (
        <Toolbar
          ref={toolbar}
          form={form}
          fields={fields}
          columns={view && !viewKind(view.kind).hasColumns ? null : columns}
          phone={phone}
          filter={state.filter}
          sort={address.sort}
          usualSort={sort}
          search={address.search}
          total={table.isStale || !table.isCounted ? null : table.total}
          onFilter={(filter) => change({ filter: addressedFilter(entry, toTree(filter, fields)) })}
          onSort={(next) => change({ sort: next })}
          onSearch={(search) => change({ search })}
          onAllOpen={(open) => table.setAllOpen(open)}
        />
      )}
      <ViewBar entry={entry} edited={state.edited} {...controls.bar} />
      <div className={styles.body} data-stale={table.isStale && table.total !== null ? true : undefined}>
        {view ? (
          <ViewBody
            key={view.key}
            view={view}
            form={form}
            query={query}
            rows={rows}
            phone={phone}
            total={table.total}
            columns={columns}
            onOpen={open}
            onCreate={mayCreate ? setCreating : undefined}
            onChanged={() => void table.refresh()}
          />
        ) : entry ? (
          <UnusableView entry={entry} {...controls.unusable} />
        ) : (
          rows
        )}
      </div>
      {phone || !view ? null : (
        <ListFooter
          table={table}
          columns={columns.columns}
          range={range}
          onShowFailed={() => grid.current?.showFailed()}
        />
      )}
      {checked.size > 0 ? (
        <SelectionBar
          form={form}
          table={table}
          checked={checked}
          shown={shown}
          onDone={() => setChecked(new Set())}
        />
      ) : null}
      {controls.dialog}
      {table.hasUnsaved ? <LeaveGuard table={table} /> : null}
      {address.record ? (
        <ListDrawer
          form={form.key}
          id={address.record}
          table={table}
          onMove={(id) => change({ record: id })}
          onClose={() => change({ record: null })}
        />
      ) : null}
      {creating ? (
        <NewRecordDrawer
          form={form}
          initial={creating}
          onSaved={() => {
            setCreating(null);
            void table.refresh();
          }}
          onSavedAndNew={() => void table.refresh()}
          onClose={() => setCreating(null)}
        />
      ) : null}
    </div>
  );
}
