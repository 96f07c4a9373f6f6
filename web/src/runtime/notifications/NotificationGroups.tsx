/** Notifications by the record that they are about. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Notification } from "~/api/notifications";
import { useMe } from "~/api/session";
import { instantInWords } from "~/kinds/calendar";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { addresses } from "../addresses";
import { CommentText } from "../discussion/CommentText";
import { AgoText } from "../record/AgoText";
import styles from "./NotificationGroups.module.css";

interface NotificationGroupsProps {
  items: readonly Notification[];
  onFollow?: () => void;
  onRead: (id: number) => void;
}

export function NotificationGroups({ items, onFollow, onRead }: NotificationGroupsProps) {
  return grouped(items).map((group) => (
    <section key={group[0]?.id} className={styles.group}>
      {group[0] ? <Heading item={group[0]} onFollow={onFollow} /> : null}
      <ul className={styles.lines}>
        {group.map((item) => (
          <Line key={item.id} item={item} onFollow={onFollow} onRead={() => onRead(item.id)} />
        ))}
      </ul>
    </section>
  ));
}

/** Neighbours that are about the same record. */
function grouped(items: readonly Notification[]): Notification[][] {
  const groups: Notification[][] = [];
  for (const item of items) {
    const last = groups[groups.length - 1];
    const before = last?.[0];
    const same =
      before?.record &&
      before.record.id === item.record?.id &&
      before.app.key === item.app.key &&
      before.form.key === item.form.key;
    if (last && same) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function addressOf({ app, form, record, comment, flow }: Notification): string {
  if (flow && flow.instance !== null) return addresses.inbox(flow.instance);
  if (!record) return addresses.list(app.key, form.key);
  const page = addresses.record(app.key, form.key, record.id);
  return comment ? `${page}#comment-${comment.id}` : page;
}

function Heading({ item, onFollow }: { item: Notification; onFollow: (() => void) | undefined }) {
  const { t } = useTranslation("notifications");
  const name = item.record ? item.record.title || t("untitled") : t("records", { count: item.count });
  return (
    <h3 className={styles.heading}>
      <span className={styles.form}>{item.form.title}</span>
      {item.kind === "deletion" ? (
        <span className={styles.title}>{name}</span>
      ) : (
        <Link
          className={styles.title}
          to={addressOf({ ...item, comment: null, flow: null })}
          onClick={onFollow}
        >
          {name}
        </Link>
      )}
    </h3>
  );
}

/** Whether it tells of a flow itself, and not of what somebody did. */
function isOfNobody({ kind, flow }: Notification): boolean {
  return kind === "flow_alert" || (kind === "flow" && (flow?.what ?? "").startsWith("ended_"));
}

function deedOf({ kind, flow }: Notification, t: TFunction<"notifications">): string {
  if (kind === "task" && flow?.what === "returned") return t("of_flow.returned");
  if (kind !== "flow" && kind !== "flow_alert") return t(`did.${kind}`);
  return t(`of_flow.${kind === "flow" ? flow?.what : "needs_somebody"}`, { flow: flow?.title ?? "" });
}

interface LineProps {
  item: Notification;
  onFollow: (() => void) | undefined;
  onRead: () => void;
}

function Line({ item, onFollow, onRead }: LineProps) {
  const { t } = useTranslation("notifications");
  const locale = useLocale();
  const zone = useMe().company.time_zone;
  const [first] = item.actors;
  const who = first?.title ?? t("system");
  const more = item.actors.length - 1;
  const what = (
    <>
      {isOfNobody(item) ? null : (
        <strong>{more > 0 ? t("and_others", { name: who, count: more }) : who}</strong>
      )}{" "}
      {deedOf(item, t)}
      {item.fields.length > 0 ? (
        <span className={styles.fields}> {item.fields.map((field) => field.title).join(t("comma"))}</span>
      ) : null}
      {item.flow && !isOfNobody(item) ? (
        <span className={styles.fields}>
          {" "}
          {[item.flow.title, item.flow.node].filter(Boolean).join(" · ")}
          {item.flow.due_at ? ` · ${t("due", { at: instantInWords(item.flow.due_at, locale, zone) })}` : ""}
        </span>
      ) : null}
      {item.flow && (item.flow.subject || item.flow.text) ? (
        <span className={styles.said} dir="auto">
          {[item.flow.subject, item.flow.text].filter(Boolean).join(t("comma"))}
        </span>
      ) : null}
      {item.comment ? (
        <span className={styles.said} dir="auto">
          <CommentText parts={item.comment.body} />
        </span>
      ) : null}
    </>
  );
  const seen = (): void => {
    if (!item.is_read) onRead();
    onFollow?.();
  };
  return (
    <li className={styles.line} data-unread={!item.is_read}>
      <Avatar name={who} size={24} />
      {item.kind === "deletion" ? (
        <span className={styles.what}>{what}</span>
      ) : (
        <Link className={styles.what} to={addressOf(item)} onClick={seen}>
          {what}
        </Link>
      )}
      <span className={styles.side}>
        <span className={styles.when}>
          <AgoText at={item.at} />
        </span>
        {item.is_read ? null : (
          <button
            type="button"
            className={styles.dot}
            title={t("read")}
            aria-label={t("read")}
            onClick={onRead}
          />
        )}
      </span>
    </li>
  );
}
