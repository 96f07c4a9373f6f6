/** The library's select, whose list Tab leaves as it is where it was merely opened: the library takes the first option,
 * of which nobody thought. What was typed for or moved to is taken. */
import { Select as AnySelect, type SelectProps } from "antd";
import type { BaseOptionType, DefaultOptionType, RefSelectProps } from "antd/es/select";
import { type KeyboardEvent, type RefAttributes, useRef, useState } from "react";

const ARROWS = ["ArrowUp", "ArrowDown"];

export function Select<Value, Option extends BaseOptionType = DefaultOptionType>(
  props: SelectProps<Value, Option> & RefAttributes<RefSelectProps>,
) {
  const { onInputKeyDown, onOpenChange, defaultOpen, ...others } = props;
  const [isOpen, setIsOpen] = useState(defaultOpen ?? false);
  const open = props.open ?? isOpen;
  const moved = useRef(false);
  function show(next: boolean): void {
    moved.current = false;
    setIsOpen(next);
    onOpenChange?.(next);
  }
  return (
    <AnySelect<Value, Option>
      {...others}
      open={open}
      onInputKeyDown={(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
        onInputKeyDown?.(event);
        if (ARROWS.includes(event.key)) moved.current = true;
        if (open && event.key === "Tab" && !moved.current && event.currentTarget.value === "") {
          event.stopPropagation();
          show(false);
        }
      }}
      onOpenChange={show}
    />
  );
}
