/** Which records, as rows of field, operator and value. */
import { useState } from "react";
import type { FieldView, FilterTree } from "~/api/types";
import { fromTree, type Group, toTree } from "~/runtime/filter/conditions";
import { FilterEditor } from "~/runtime/filter/FilterEditor";
import design from "./Design.module.css";

interface FilterRowsProps {
  label: string;
  tree: FilterTree | null;
  fields: readonly FieldView[];
  onChange: (tree: FilterTree | null) => void;
}

/** The rows as of a tree: those that say too little are not in it yet. */
interface Rows {
  tree: string;
  group: Group;
}

export function FilterRows({ label, tree, fields, onChange }: FilterRowsProps) {
  const [rows, setRows] = useState<Rows | null>(null);
  const known = new Map(fields.map((field) => [field.key, field]));
  const compared = new Map([...known].filter(([, { operators }]) => operators.length > 0));
  const written = JSON.stringify(tree);
  const group = rows?.tree === written ? rows.group : fromTree(tree, known);

  function change(next: Group): void {
    const found = toTree(next, compared);
    setRows({ tree: JSON.stringify(found), group: next });
    if (JSON.stringify(found) !== written) onChange(found);
  }

  return (
    <fieldset className={design.plain} aria-label={label}>
      <FilterEditor narrow fields={compared} value={group} onChange={change} />
    </fieldset>
  );
}
