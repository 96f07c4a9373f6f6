/** Values of which several are chosen, each drawn as a chip with a way to take it off. */
import { CloseOutlined } from "@ant-design/icons";
import type { SelectProps } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import { Select } from "~/ui/controls";
import { i18n } from "~/words";
import type { CellEditProps } from "./define";
import styles from "./field.module.css";
import { useTyped } from "./typing";

/** How a value is drawn, and what it is called. */
export interface Drawing {
  chip: (value: string) => ReactNode;
  name: (value: string) => string;
}

export function chosenTag({ chip, name }: Drawing): NonNullable<SelectProps["tagRender"]> {
  return ({ value, closable, disabled, onClose, isMaxTag, label }) =>
    isMaxTag ? (
      <span className={styles.moreTags}>{label}</span>
    ) : (
      <span className={styles.tag}>
        {chip(String(value))}
        {closable && !disabled ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.takeOff}
            aria-label={i18n.t("kinds:take_off", { name: name(String(value)) })}
            onMouseDown={(event) => event.stopPropagation()}
            onClick={onClose}
          >
            <CloseOutlined aria-hidden />
          </button>
        ) : null}
      </span>
    );
}

type Offers = NonNullable<SelectProps<string[]>["options"]>;

interface ChosenCellEditProps extends Pick<CellEditProps<readonly string[]>, "typed" | "onCommit"> {
  value: readonly string[];
  select: Omit<SelectProps<string[]>, "value" | "onChange" | "options" | "showSearch">;
  /** What there is to choose beside what is chosen so far. */
  offers: (values: readonly string[]) => Offers;
  onTyped?: (typed: string) => void;
  isSought: (typed: string, offer?: Offers[number]) => boolean;
  /** Puts right what was chosen. */
  clean?: (values: readonly string[]) => string[];
}

/** Over a cell of the grid. Stays open while values are ticked; Enter ticks, Tab and Esc leave with what is ticked. */
export function ChosenCellEdit(props: ChosenCellEditProps) {
  const { select, offers, isSought, onTyped, clean = (values) => [...values], onCommit } = props;
  const [values, setValues] = useState<string[]>([...props.value]);
  const [typed, setTyped] = useTyped(props.typed);
  useEffect(() => onTyped?.(typed), [onTyped, typed]);
  const result = values.length ? values : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCommit(result, null);
    if (event.key === "Tab") {
      event.preventDefault();
      onCommit(result, event.shiftKey ? "left" : "right");
    }
  };
  return (
    <div className={styles.overCell}>
      <Select<string[]>
        autoFocus
        defaultOpen
        variant="borderless"
        maxTagCount="responsive"
        popupMatchSelectWidth={240}
        {...select}
        value={values}
        showSearch={{ filterOption: isSought, searchValue: typed, onSearch: setTyped }}
        options={offers(values)}
        onChange={(next) => setValues(clean(next))}
        onInputKeyDown={onKeyDown}
        onBlur={() => onCommit(result, null)}
      />
    </div>
  );
}

interface ChipsProps extends Pick<Drawing, "chip"> {
  values: readonly string[];
  /** In one line that is cut off at its end. */
  line?: boolean;
}

export function Chips({ values, chip, line = false }: ChipsProps) {
  return <span className={line ? styles.chipLine : styles.chips}>{values.map(chip)}</span>;
}
