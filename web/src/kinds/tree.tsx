/** Choosing a leaf of a tree, level by level or by a search that knows pinyin. */
import type { CascaderProps } from "antd";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "~/ui/later";
import { matches } from "~/ui/pinyin";
import { control, useClearing } from "./control";
import type { CellEditProps, EditProps } from "./define";
import styles from "./field.module.css";

export interface Branch {
  value: string;
  label: string;
  /** As people say it, when that is less than the label; the search knows both. */
  short?: string;
  children?: Branch[];
}

/** Whether what was typed is found in a branch's own name, or in the names on the way to it. */
function isSought(typed: string, way: readonly Branch[]): boolean {
  const text = typed.replaceAll(/[\s/]/g, "");
  const said = way.map(({ label, short }) => short ?? label).join("");
  const whole = way.map(({ label }) => label).join("");
  return [way.at(-1)?.label ?? "", said, whole].some((name) => matches(name, text));
}

/** The branches from the outermost to the one with that value. */
export function wayTo(branches: readonly Branch[], value: string): Branch[] {
  for (const branch of branches) {
    if (branch.value === value) return [branch];
    const below = branch.children ? wayTo(branch.children, value) : [];
    if (below.length > 0) return [branch, ...below];
  }
  return [];
}

export function wayText(branches: readonly Branch[], value: string): string {
  const way = wayTo(branches, value);
  return way.length > 0 ? way.map(({ label }) => label).join(" / ") : value;
}

const Cascader = later<CascaderProps<Branch, keyof Branch, false>>(
  async () => (await import("antd/es/cascader")).default,
);

interface TreeSelectProps {
  branches: Branch[];
  value: string | null;
  onChange: (value: string | null) => void;
  /** Whether a branch that has others below it can be chosen too. */
  anyLevel?: boolean;
  placeholder?: string;
  nothing: string;
  label?: string;
  clearable?: boolean;
  over?: { typed: string | null; onKeyDown: (event: KeyboardEvent) => void };
  control?: object;
  autoFocus?: boolean | undefined;
  onBlur?: (() => void) | undefined;
}

export function TreeSelect(props: TreeSelectProps) {
  const { branches, value, onChange, over } = props;
  const clearing = useClearing(props.clearable ?? true);
  const [typed, setTyped] = useState(over?.typed?.trim() ?? "");
  const chosen = useMemo(
    () => (value ? wayTo(branches, value).map((branch) => branch.value) : []),
    [branches, value],
  );
  return (
    <Cascader
      {...props.control}
      {...(props.label ? { "aria-label": props.label } : {})}
      {...(over ? { variant: "borderless" as const, defaultOpen: true, onInputKeyDown: over.onKeyDown } : {})}
      className={styles.full ?? ""}
      options={branches}
      value={chosen}
      autoFocus={props.autoFocus ?? over !== undefined}
      allowClear={clearing}
      changeOnSelect={props.anyLevel ?? false}
      expandTrigger="hover"
      placeholder={props.placeholder ?? ""}
      notFoundContent={props.nothing}
      showSearch={{
        limit: 50,
        searchValue: typed,
        onSearch: setTyped,
        filter: isSought,
      }}
      displayRender={(labels) => labels.join(" / ")}
      onChange={(way) => {
        setTyped("");
        onChange(way?.at(-1) ?? null);
      }}
      onBlur={() => props.onBlur?.()}
    />
  );
}

interface TreeOf {
  branches: Branch[];
  /** The namespace of the kind's words. */
  words: string;
}

export function TreeEdit<Settings>({ branches, words, ...props }: EditProps<string, Settings> & TreeOf) {
  const { t } = useTranslation(words);
  return (
    <TreeSelect
      branches={branches}
      value={props.value}
      onChange={props.onChange}
      placeholder={props.compact ? "" : t("choose")}
      nothing={t("nothing")}
      clearable={!props.field.required}
      control={control(props)}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    />
  );
}

export function TreeCellEdit<Settings>({
  branches,
  words,
  ...props
}: CellEditProps<string, Settings> & TreeOf) {
  const { t } = useTranslation(words);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") props.onCancel();
    if (event.key === "Tab") {
      event.preventDefault();
      props.onCommit(props.value, event.shiftKey ? "left" : "right");
    }
  };
  return (
    <div className={styles.overCell}>
      <TreeSelect
        branches={branches}
        value={props.value}
        onChange={(value) => props.onCommit(value, null)}
        nothing={t("nothing")}
        over={{ typed: props.typed, onKeyDown }}
        onBlur={props.onCancel}
      />
    </div>
  );
}

interface TreeFilterProps extends TreeOf {
  operator: string;
  isList: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** "Is under" takes a branch of any level; a list of several is chosen one by one. */
export function TreeFilterValue({ branches, words, operator, isList, value, onChange }: TreeFilterProps) {
  const { t } = useTranslation(words);
  const [first] = Array.isArray(value) ? value : [value];
  return (
    <span style={{ display: "inline-block", minWidth: 220 }}>
      <TreeSelect
        branches={branches}
        value={typeof first === "string" ? first : null}
        onChange={(chosen) => onChange(isList && chosen !== null ? [chosen] : chosen)}
        anyLevel={operator === "under"}
        label={t("choose")}
        placeholder={t("choose")}
        nothing={t("nothing")}
      />
    </span>
  );
}
