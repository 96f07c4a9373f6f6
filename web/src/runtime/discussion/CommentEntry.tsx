/** One comment of a record: who said what, what it answers, and what its author may do with it. */
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Comment } from "~/api/discussions";
import { Avatar } from "~/ui/Avatar";
import { AgoText } from "../record/AgoText";
import styles from "./Comment.module.css";
import { CommentBox } from "./CommentBox";
import { CommentText } from "./CommentText";
import type { Discussion } from "./useDiscussion";

interface CommentEntryProps {
  comment: Comment;
  discussion: Discussion;
  /** Absent where the person may not comment. */
  onReply?: ((comment: Comment) => void) | undefined;
  /** Whether a notification led here. */
  sought: boolean;
}

export function CommentEntry({ comment, discussion, onReply, sought }: CommentEntryProps) {
  const { t } = useTranslation("discussion");
  const [editing, setEditing] = useState(false);
  const { author, body, reply_to: answered } = comment;
  return (
    <li className={styles.comment} id={`comment-${comment.id}`} data-sought={sought}>
      <Avatar name={author.title} size={24} />
      <div className={styles.what}>
        <p className={styles.who}>
          <strong>{author.title}</strong>
          <span className={styles.when}>
            <AgoText at={comment.at} />
          </span>
          {comment.edited_at ? <span className={styles.when}>{t("edited")}</span> : null}
        </p>
        {answered ? (
          <blockquote className={styles.answered}>
            <strong>{answered.author.title}</strong>{" "}
            {answered.body ? <CommentText parts={answered.body} /> : <em>{t("gone")}</em>}
          </blockquote>
        ) : null}
        {body === null ? (
          <p className={styles.gone}>{t("removed_by", { name: comment.deleted?.by?.title ?? "" })}</p>
        ) : editing ? (
          <CommentBox
            initial={body}
            autoFocus
            placeholder={t("placeholder")}
            send={t("save")}
            onCancel={() => setEditing(false)}
            onSend={(parts) => discussion.edit(comment, parts)}
            onSent={() => setEditing(false)}
          />
        ) : (
          <p className={styles.text} dir="auto">
            <CommentText parts={body} />
          </p>
        )}
        {body === null || editing ? null : (
          <div className={styles.deeds}>
            {onReply ? (
              <Button type="link" size="small" onClick={() => onReply(comment)}>
                {t("reply")}
              </Button>
            ) : null}
            {onReply && comment.is_mine ? (
              <Button type="link" size="small" onClick={() => setEditing(true)}>
                {t("edit")}
              </Button>
            ) : null}
            {onReply && comment.may_remove ? (
              <Button type="link" size="small" onClick={() => void discussion.remove(comment)}>
                {t("remove")}
              </Button>
            ) : null}
          </div>
        )}
      </div>
    </li>
  );
}
