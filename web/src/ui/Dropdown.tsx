/** A button with a menu: the menu is loaded when the pointer or the keyboard comes near the button. */
import type { DropdownProps } from "antd";
import {
  type ComponentType,
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useState,
} from "react";
import { once, useOnce } from "./later";

const menus = once(
  async (): Promise<ComponentType<DropdownProps>> => (await import("antd/es/dropdown")).default,
);

interface OpenProps extends Omit<DropdownProps, "open" | "trigger" | "autoFocus"> {
  children: ReactNode;
}

/** A menu that is open for as long as it is drawn. */
export function OpenDropdown({ children, ...menu }: OpenProps) {
  const Menu = useOnce(menus, true);
  if (!Menu) return children;
  return (
    <Menu {...menu} open autoFocus trigger={["click"]}>
      {children}
    </Menu>
  );
}

interface Button {
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  "aria-haspopup"?: "menu";
}

interface Props extends Omit<DropdownProps, "open" | "onOpenChange" | "trigger" | "autoFocus"> {
  children: ReactElement<Button>;
}

export function Dropdown({ children, ...menu }: Props) {
  const [open, setOpen] = useState(false);
  const Menu = useOnce(menus, open);
  if (Menu)
    return (
      <Menu {...menu} autoFocus trigger={["click"]} open={open} onOpenChange={setOpen}>
        {children}
      </Menu>
    );
  const approach = () => void menus().catch(() => undefined);
  // The button moves into the menu's part of the tree when it was clicked, never under a pointer that is pressed.
  return cloneElement(children, {
    "aria-haspopup": "menu",
    onPointerEnter: approach,
    onFocus: approach,
    onClick: (event) => {
      children.props.onClick?.(event);
      setOpen(true);
    },
  });
}
