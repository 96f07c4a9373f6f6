/** What a comment says, as plain text with people in it. */
import type { ShownPart } from "~/api/discussions";
import { useMe } from "~/api/session";
import styles from "./Comment.module.css";

export function CommentText({ parts }: { parts: readonly ShownPart[] }) {
  const me = useMe().person.id;
  return parts.map((part, at) => {
    // The parts of a comment have no names and are only ever drawn in their order.
    const key = `${at}`;
    if ("text" in part) return <span key={key}>{part.text}</span>;
    return (
      <span key={key} className={styles.mention} data-me={part.person.id === me}>
        @{part.person.title}
      </span>
    );
  });
}
