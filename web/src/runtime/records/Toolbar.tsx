/** The line above a list: filter, order, columns, search. */
import { Button } from "antd";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FilterTree, FormView, SortKey } from "~/api/types";
import { fromTree, type Group, toTree } from "../filter/conditions";
import { FilterSentence } from "../filter/FilterSentence";
import type { Columns } from "../grid/columns";
import { ColumnsButton } from "./ColumnsButton";
import { FilterButton } from "./FilterButton";
import { GridButtons } from "./GridButtons";
import { SearchBox, type SearchHandle } from "./SearchBox";
import { SortButton } from "./SortButton";
import styles from "./Toolbar.module.css";

export interface ToolbarHandle {
  openFilter: (filter: Group) => void;
  focusSearch: () => void;
}

interface ToolbarProps {
  ref: Ref<ToolbarHandle>;
  form: FormView;
  fields: ReadonlyMap<string, FieldView>;
  /** Absent where the view shows no columns. */
  columns: Columns | null;
  phone: boolean;
  filter: FilterTree | null;
  /** The order of the address, and the one in force. */
  sort: readonly SortKey[] | null;
  usualSort: readonly SortKey[];
  search: string;
  /** How many records are shown; null while they are counted. */
  total: number | null;
  onFilter: (filter: Group) => void;
  onSort: (sort: readonly SortKey[] | null) => void;
  onSearch: (search: string) => void;
  /** Opens all groups, or closes them. */
  onAllOpen: (open: boolean) => void;
}

export function Toolbar(props: ToolbarProps) {
  const { form, fields, columns, phone, filter } = props;
  const { t } = useTranslation("grid");
  const search = useRef<SearchHandle>(null);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Group>(() => fromTree(filter, fields));

  // The draft holds unfinished rows too; another filter of the address replaces it.
  const current =
    JSON.stringify(toTree(draft, fields)) === JSON.stringify(filter) ? draft : fromTree(filter, fields);

  function change(next: Group): void {
    setDraft(next);
    props.onFilter(next);
  }

  useImperativeHandle(props.ref, () => ({
    openFilter: (next) => {
      change(next);
      setOpen(true);
    },
    focusSearch: () => search.current?.focus(),
  }));

  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={t("tools")}>
        <FilterButton
          fields={fields}
          filter={filter}
          value={current}
          total={props.total}
          open={open}
          phone={phone}
          onOpen={setOpen}
          onChange={change}
        />
        <SortButton
          form={form}
          sort={props.usualSort}
          changed={props.sort !== null}
          onChange={props.onSort}
        />
        {columns ? <GridButtons {...{ form, fields, columns, phone }} onAllOpen={props.onAllOpen} /> : null}
        {phone || !columns ? null : <ColumnsButton form={form} columns={columns} />}
        <SearchBox ref={search} value={props.search} onChange={props.onSearch} />
      </div>
      {filter ? (
        <div className={styles.sentence}>
          <FilterSentence filter={filter} fields={fields} />
          <Button type="link" size="small" onClick={() => change(fromTree(null, fields))}>
            {t("filter.clear")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
