/** A comment being written: what is typed stays in this browser until it is said. */
import { SendOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownPart } from "~/api/discussions";
import { sentenceOf } from "~/api/problem";
import { attempt } from "~/api/records";
import styles from "./CommentBox.module.css";
import { dropComment, keepComment, keptComment } from "./keeping";
import { isEmpty } from "./parts";

const CommentEditor = lazy(() => import("./CommentEditor"));

interface CommentBoxProps {
  /** Under which name unsent words are kept; an edit of what was said is not kept. */
  keep?: string;
  initial?: readonly ShownPart[];
  above?: ReactNode;
  placeholder: string;
  send: string;
  autoFocus?: boolean;
  onSend: (parts: readonly ShownPart[], once: string) => Promise<void>;
  /** It was said, and is kept here no longer. */
  onSent?: () => void;
  onCancel?: () => void;
}

const NOTHING: readonly ShownPart[] = [];

export function CommentBox({ keep, above, ...props }: CommentBoxProps) {
  const { t } = useTranslation("discussion");
  const [initial] = useState(() => (keep && keptComment(keep)) || props.initial || NOTHING);
  const [parts, setParts] = useState(initial);
  const [round, setRound] = useState(0);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState("");
  const once = useRef(attempt());
  const latest = useRef(parts);

  const change = (next: readonly ShownPart[]): void => {
    latest.current = next;
    // Other words are another attempt, which may not be answered like the one before.
    once.current = attempt();
    setParts(next);
    setProblem("");
    if (keep) keepComment(keep, next);
  };

  async function send(): Promise<void> {
    if (sending || isEmpty(latest.current)) return;
    setSending(true);
    setProblem("");
    try {
      await props.onSend(latest.current, once.current);
      if (keep) dropComment(keep);
      latest.current = NOTHING;
      once.current = attempt();
      setParts(NOTHING);
      setRound((now) => now + 1);
      props.onSent?.();
    } catch (thrown) {
      setProblem(sentenceOf(thrown));
    } finally {
      setSending(false);
    }
  }

  return (
    <div className={styles.box}>
      {above}
      <Suspense fallback={<p className={styles.waiting}>{props.placeholder}</p>}>
        <CommentEditor
          initial={initial}
          placeholder={props.placeholder}
          label={props.send}
          autoFocus={props.autoFocus ?? false}
          round={round}
          onChange={change}
          onSend={() => void send()}
          onCancel={props.onCancel}
        />
      </Suspense>
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={styles.foot}>
        <span className={styles.hint}>{t("hint")}</span>
        {props.onCancel ? (
          <Button size="small" onClick={props.onCancel}>
            {t("cancel")}
          </Button>
        ) : null}
        <Button
          size="small"
          type="primary"
          icon={<SendOutlined aria-hidden />}
          loading={sending}
          disabled={isEmpty(parts)}
          onClick={() => void send()}
        >
          {props.send}
        </Button>
      </div>
    </div>
  );
}
