/** Picks one of a form's records from the tree that they make, a level at a time, or by part of its name. */
import { TreeSelect } from "antd";
import { useEffect, useState } from "react";
import { titles } from "~/api/titles";
import type { FilterTree } from "~/api/types";
import { type Choice, useKinds, useTitle } from "./context";
import { useClearing } from "./control";
import styles from "./field.module.css";
import { useChoices } from "./Picker";

interface TreePickerProps {
  source: string;
  /** The field by which a record names the one above. */
  field: string;
  value: number | null;
  placeholder: string;
  nothing: string;
  clearable: boolean;
  control: object;
  autoFocus: boolean;
  onChange: (id: number | null) => void;
  onBlur?: (() => void) | undefined;
}

interface Branch {
  id: number;
  pId: number;
  value: number;
  title: string;
  isLeaf?: boolean;
}

interface Chosen {
  value: number;
  label: string;
}

/** So many records of one level are offered; others are found by their names. */
const LEVEL = 200;
const TOP = 0;

export default function TreePicker(props: TreePickerProps) {
  const { source, field, value, onChange } = props;
  const { search } = useKinds();
  const name = useTitle(source, value);
  const clearing = useClearing(props.clearable);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [branches, setBranches] = useState<readonly Branch[]>([]);
  const { choices, waiting } = useChoices(source, typed, undefined, open && typed !== "");

  async function load(parent: number): Promise<void> {
    const filter: FilterTree =
      parent === TOP ? { field, operator: "is_blank" } : { field, operator: "is", value: parent };
    const found = await search(source, "", { filter, limit: LEVEL }).catch((): Choice[] => []);
    setBranches((known) => [
      ...known
        .filter(({ pId }) => pId !== parent)
        .map((one) => (one.id === parent ? { ...one, isLeaf: found.length === 0 } : one)),
      ...found.map((one) => ({ id: one.id, pId: parent, value: one.id, title: one.title })),
    ]);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tree is read anew whenever it is opened
  useEffect(() => {
    if (open) void load(TOP);
  }, [open]);

  const found = choices.map((one) => ({
    id: one.id,
    pId: TOP,
    value: one.id,
    title: one.title,
    isLeaf: true,
  }));
  return (
    <TreeSelect<Chosen | null>
      {...props.control}
      className={styles.full ?? ""}
      labelInValue
      value={value === null ? null : { value, label: name ?? "…" }}
      open={open}
      autoFocus={props.autoFocus}
      placeholder={props.placeholder}
      allowClear={clearing}
      treeDataSimpleMode
      treeLine
      treeData={[...(typed ? found : branches)]}
      showSearch={{ filterTreeNode: false, searchValue: typed, onSearch: setTyped }}
      notFoundContent={typed && waiting ? <span className={styles.quiet}>…</span> : props.nothing}
      loadData={(node) => load(Number(node.value))}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setTyped("");
      }}
      onChange={(next: Chosen | null | undefined) => {
        const chosen = [...branches, ...found].find((one) => one.id === next?.value);
        if (chosen) titles.remember(source, [{ id: chosen.id, title: chosen.title }]);
        onChange(next?.value ?? null);
      }}
      onBlur={() => props.onBlur?.()}
    />
  );
}
