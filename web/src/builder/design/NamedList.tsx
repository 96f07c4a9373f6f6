/** Parts of a document by their names, in an order that is changed: one is chosen, each has a menu of its own. */
import { EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import type { ReactNode } from "react";
import lists from "./Lists.module.css";
import { OrderedList } from "./OrderedList";

interface NamedListProps<T extends { key: string }> {
  label: string;
  items: readonly T[];
  chosen: string | undefined;
  nameOf: (item: T) => string;
  iconOf: (item: T) => ReactNode;
  /** What stands behind a name. */
  markOf?: (item: T) => ReactNode;
  /** What the button of a menu is called. */
  moreOf: (name: string) => string;
  menuOf: (item: T) => MenuProps["items"];
  /** Said instead of an empty list. */
  none: string;
  onChoose: (key: string) => void;
  onMove: (key: string, before: string | null) => void;
}

export function NamedList<T extends { key: string }>(props: NamedListProps<T>) {
  const { label, items, chosen, nameOf, iconOf, markOf, moreOf, menuOf, none, onChoose, onMove } = props;
  return (
    <>
      <OrderedList label={label} items={items} keyOf={(item) => item.key} nameOf={nameOf} onMove={onMove}>
        {(item) => (
          <div className={lists.row} data-chosen={item.key === chosen || undefined}>
            <button
              type="button"
              className={lists.name}
              aria-pressed={item.key === chosen}
              onClick={() => onChoose(item.key)}
            >
              {iconOf(item)}
              <span className={lists.text}>{nameOf(item)}</span>
              {markOf?.(item)}
            </button>
            <Dropdown autoFocus trigger={["click"]} menu={{ items: menuOf(item) ?? [] }}>
              <Button
                type="text"
                size="small"
                icon={<EllipsisOutlined aria-hidden />}
                aria-label={moreOf(nameOf(item))}
              />
            </Dropdown>
          </div>
        )}
      </OrderedList>
      {items.length === 0 ? <p className={lists.quiet}>{none}</p> : null}
    </>
  );
}
