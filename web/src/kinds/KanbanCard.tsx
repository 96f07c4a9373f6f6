/** A record on a board: dragged to another lane, or moved there by its menu. */
import { EllipsisOutlined } from "@ant-design/icons";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Button, Dropdown } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RecordData } from "~/api/types";
import { Avatar } from "~/ui/Avatar";
import { textOf } from "~/words";
import { useKinds, useTitle } from "./context";
import type { ListAccess } from "./defineView";
import { type Lane, nameOf } from "./kanbanLanes";
import { RecordAnchor } from "./RecordAnchor";
import { AtRecord } from "./recordAtHand";
import styles from "./views/kanban.module.css";

interface CardProps {
  form: string;
  cards: readonly FieldView[];
  field: FieldView;
  lane: Lane;
  lanes: readonly Lane[];
  list: ListAccess;
  record: RecordData;
  movable: boolean;
  /** It is on its way to another lane, or from one. */
  moving: boolean;
  onHold: (isHeld: boolean) => void;
  onMove: (to: Lane) => void;
}

export function KanbanCard(props: CardProps) {
  const { form, cards, field, lane, lanes, list, record, movable, moving, onMove } = props;
  const { t } = useTranslation("view.kanban");
  const { locale, Cell, kind } = useKinds();
  const element = useRef<HTMLDivElement>(null);
  const owner = useTitle("person", typeof record.owner === "number" ? record.owner : null);
  const [dragged, setDragged] = useState(false);
  const from = nameOf(lane.value);
  const hold = useRef(props.onHold);
  hold.current = props.onHold;

  useEffect(() => {
    if (!element.current || !movable || moving) return;
    return draggable({
      element: element.current,
      getInitialData: () => ({ field: field.key, record, from }),
      onDragStart: () => {
        setDragged(true);
        hold.current(true);
      },
      onDrop: () => {
        setDragged(false);
        hold.current(false);
      },
    });
  }, [field.key, record, from, movable, moving]);

  const shown = cards.flatMap((card) => {
    const value = record[card.key] ?? null;
    const acts = kind(card.kind).acts === true;
    const isBlank =
      value === null || (acts && value !== true) || (Array.isArray(value) && value.length === 0);
    return isBlank ? [] : [{ card, value, acts }];
  });
  return (
    <div
      ref={element}
      className={styles.card}
      data-dragged={dragged || undefined}
      data-moving={moving || undefined}
    >
      <RecordAnchor list={list} id={record.id} className={styles.title}>
        {record.title || t("untitled")}
      </RecordAnchor>
      {shown.length > 0 ? (
        <AtRecord form={form} record={record}>
          <dl className={styles.facts}>
            {shown.map(({ card, value, acts }) => (
              <div key={card.key} className={styles.fact} title={textOf(card.label, locale)}>
                <dt className={acts ? "visually-hidden" : undefined}>{textOf(card.label, locale)}</dt>
                <dd>
                  <Cell field={card} value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </AtRecord>
      ) : null}
      <div className={styles.foot}>
        {owner ? (
          <span className={styles.owner}>
            <Avatar name={owner} size={18} /> {owner}
          </span>
        ) : null}
        {movable ? (
          <Dropdown
            autoFocus
            trigger={["click"]}
            menu={{
              items: lanes
                .filter(({ value }) => nameOf(value) !== from)
                .map((to) => ({ key: nameOf(to.value), label: t("move_to", { name: to.name }) })),
              onClick: ({ key }) => {
                const to = lanes.find(({ value }) => nameOf(value) === key);
                if (to) onMove(to);
              },
            }}
          >
            <Button
              type="text"
              size="small"
              icon={<EllipsisOutlined aria-hidden />}
              aria-label={t("move", { name: record.title ?? "" })}
              className={styles.menu ?? ""}
            />
          </Dropdown>
        ) : null}
      </div>
    </div>
  );
}
