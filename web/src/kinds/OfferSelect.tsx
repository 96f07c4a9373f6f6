/** What is offered by name, chosen over a cell and in a filter. */
import type { SelectProps } from "antd";
import type { KeyboardEvent } from "react";
import { Select } from "~/ui/controls";
import { useClearing } from "./control";
import type { Move } from "./define";
import styles from "./field.module.css";
import { isSought, type Offer } from "./options";
import { useTyped } from "./typing";

interface OfferCellEditProps {
  value: string | null;
  /** What was typed to open it. */
  typed: string | null;
  offers: Offer[];
  /** Said where nothing matches what is typed. */
  nothing: string;
  clearable: boolean;
  /** How wide the list is, in pixels. */
  width: number;
  onCommit: (value: string | null, move: Move) => void;
  onCancel: () => void;
}

/** One offer, over a grid's cell. */
export function OfferCellEdit(props: OfferCellEditProps) {
  const { value, typed, offers, nothing, clearable, width, onCommit, onCancel } = props;
  const clearing = useClearing(clearable);
  const [search, setSearch] = useTyped(typed);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    if (event.key === "Tab") {
      event.preventDefault();
      onCommit(value, event.shiftKey ? "left" : "right");
    }
  };
  return (
    <div className={styles.overCell}>
      <Select<string>
        autoFocus
        defaultOpen
        variant="borderless"
        value={value}
        allowClear={clearing}
        showSearch={{ filterOption: isSought, searchValue: search, onSearch: setSearch }}
        options={offers}
        notFoundContent={nothing}
        popupMatchSelectWidth={width}
        onChange={(key: string | undefined) => onCommit(key ?? null, null)}
        onInputKeyDown={onKeyDown}
        onBlur={onCancel}
      />
    </div>
  );
}

interface OfferFilterProps {
  label: string;
  value: unknown;
  offers: (chosen: readonly string[]) => Offer[];
  /** Whether the operand takes several, rather than the last that was chosen. */
  several: boolean;
  tagRender?: SelectProps["tagRender"];
  onChange: (value: unknown) => void;
}

/** What a filter compares with. */
export function OfferFilter({ label, value, offers, several, tagRender, onChange }: OfferFilterProps) {
  const chosen = Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];
  return (
    <Select<string[]>
      mode="multiple"
      aria-label={label}
      style={{ minWidth: 180 }}
      maxTagCount="responsive"
      placeholder={label}
      value={chosen}
      showSearch={{ filterOption: isSought }}
      options={offers(chosen)}
      {...(tagRender ? { tagRender } : {})}
      onChange={(keys) => onChange(several ? keys : (keys.at(-1) ?? null))}
    />
  );
}
