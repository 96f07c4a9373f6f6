/** A view as a line of the menu: chosen by a click, moved by dragging, by its arrows or by Alt and an arrow key. */
import { DownOutlined, EllipsisOutlined, LockOutlined, PushpinOutlined, UpOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Button, type MenuProps } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { viewKind } from "~/kinds/viewRegistry";
import { useLocale } from "~/ui/appearance";
import { Dropdown } from "~/ui/Dropdown";
import { textOf } from "~/words";
import type { ViewEntry } from "./useViews";
import styles from "./ViewsButton.module.css";

interface ViewLineProps {
  entry: ViewEntry;
  place: number;
  count: number;
  isCurrent: boolean;
  isFirst: boolean;
  menu: MenuProps;
  onChoose: () => void;
  onMove: (to: number) => void;
  /** Another view of the group, by its key, was dropped here. */
  onDrop: (key: string, to: number) => void;
}

export function ViewLine(props: ViewLineProps) {
  const { entry, place, count, isCurrent, isFirst, menu, onChoose, onMove } = props;
  const { t } = useTranslation("views");
  const locale = useLocale();
  const line = useRef<HTMLLIElement>(null);
  const [over, setOver] = useState(false);
  const { icon: KindIcon } = viewKind(entry.kind);
  const name = textOf(entry.label, locale);
  const movable = entry.key !== "" && count > 1;
  const dropped = useRef(props.onDrop);
  dropped.current = props.onDrop;
  const { key, group } = entry;

  useEffect(() => {
    const element = line.current;
    if (!element || !movable) return;
    return combine(
      draggable({ element, getInitialData: () => ({ view: key, group }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.group === group && source.data.view !== key,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          dropped.current(String(source.data.view), place);
        },
      }),
    );
  }, [key, group, place, movable]);

  function moveByKey(event: KeyboardEvent): void {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const to = place + step;
    if (!movable || !event.altKey || step === 0 || to < 0 || to >= count) return;
    event.preventDefault();
    onMove(to);
  }

  return (
    <li
      ref={line}
      className={styles.line}
      data-current={isCurrent || undefined}
      data-hidden={entry.hidden || undefined}
      data-over={over || undefined}
    >
      <button
        type="button"
        className={styles.choose}
        aria-current={isCurrent ? "true" : undefined}
        onClick={onChoose}
        onKeyDown={moveByKey}
      >
        <KindIcon aria-hidden />
        <span className={styles.name}>{name}</span>
        {entry.saved?.shared && !entry.saved.may_change ? (
          <span className={styles.quiet}>{entry.saved.owner.title}</span>
        ) : null}
        {entry.hidden ? <span className={styles.quiet}>{t("hidden")}</span> : null}
        {entry.view ? null : <span className={styles.quiet}>{t("unusable")}</span>}
        {entry.saved?.locked ? <LockOutlined className={styles.quiet} aria-label={t("locked")} /> : null}
        {isFirst ? <PushpinOutlined className={styles.quiet} aria-label={t("is_first")} /> : null}
      </button>
      <span className={styles.moves}>
        {movable ? (
          <>
            <Button
              type="text"
              size="small"
              icon={<UpOutlined aria-hidden />}
              disabled={place === 0}
              aria-label={t("up", { name })}
              onClick={() => onMove(place - 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DownOutlined aria-hidden />}
              disabled={place === count - 1}
              aria-label={t("down", { name })}
              onClick={() => onMove(place + 1)}
            />
          </>
        ) : null}
        {menu.items && menu.items.length > 0 ? (
          <Dropdown menu={menu} placement="bottomRight">
            <Button
              type="text"
              size="small"
              icon={<EllipsisOutlined aria-hidden />}
              aria-label={t("menu_of", { name })}
            />
          </Dropdown>
        ) : null}
      </span>
    </li>
  );
}
