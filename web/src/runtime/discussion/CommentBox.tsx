/** A comment being written: what is typed stays in this browser until it is said. */
import { SendOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownPart } from "~/api/discussions";
import { sentenceOf } from "~/api/problem";
import { attempt } from "~/api/records";
import { once as loadedOnce, useArrived } from "~/ui/later";
import styles from "./CommentBox.module.css";
import { dropComment, keepComment, keptComment } from "./keeping";
import { isEmpty, plain } from "./parts";

const editors = loadedOnce(async () => (await import("./CommentEditor")).default);

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
  // The editor comes when somebody is about to write; what is written until then goes into it.
  const [focused, setFocused] = useState(props.autoFocus ?? false);
  const [composing, setComposing] = useState(false);
  const isBegun = !isEmpty(initial);
  const Arrived = useArrived(editors, focused || isBegun);
  const Editor = composing ? null : Arrived;
  const taken = useRef<readonly ShownPart[] | null>(null);
  if (Editor) taken.current ??= latest.current;

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
      {Editor ? (
        <Editor
          initial={taken.current ?? initial}
          placeholder={props.placeholder}
          label={props.send}
          autoFocus={focused}
          round={round}
          onChange={change}
          onSend={() => void send()}
          onCancel={props.onCancel}
        />
      ) : (
        <textarea
          className={styles.waiting}
          rows={2}
          // biome-ignore lint/a11y/noAutofocus: whoever answers writes at once
          autoFocus={props.autoFocus ?? false}
          placeholder={props.placeholder}
          aria-label={props.send}
          // Names are no letters: they wait for the editor.
          readOnly={isBegun}
          defaultValue={plain(initial)}
          onPointerEnter={() => void editors().catch(() => undefined)}
          onBlur={() => setFocused(false)}
          onFocus={() => setFocused(true)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onChange={({ target }) => change([{ text: target.value }])}
        />
      )}
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
