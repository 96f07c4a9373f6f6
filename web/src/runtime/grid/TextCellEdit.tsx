/** Edits a cell as text, for kinds that are typed; the kind reads the text when the edit ends. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useKinds } from "~/kinds/context";
import { alignmentOf, type CellEditProps, type Move } from "~/kinds/define";
import { fieldKind } from "~/kinds/registry";
import styles from "./TextCellEdit.module.css";

export function TextCellEdit({ field, value, typed, onCommit, onCancel }: CellEditProps<unknown>) {
  const context = useKinds();
  const kind = fieldKind(field.kind);
  const [text, setText] = useState(() => typed ?? kind.toText(value, field, context));
  const [problem, setProblem] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);

  useEffect(() => {
    const element = input.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  async function commit(move: Move): Promise<void> {
    if (ended.current) return;
    ended.current = true;
    const parsed = await kind.fromText(text, field, context);
    if ("problem" in parsed) {
      ended.current = false;
      setProblem(parsed.problem);
    } else {
      onCommit(parsed.value, move);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === "Escape") {
      ended.current = true;
      onCancel();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      const back = event.shiftKey;
      void commit(event.key === "Enter" ? (back ? "up" : "down") : back ? "left" : "right");
    }
  }

  return (
    <div className={styles.over}>
      <input
        ref={input}
        className={styles.input}
        style={{ textAlign: alignmentOf(kind, field) }}
        aria-invalid={problem !== ""}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem("");
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void commit(null)}
      />
      {problem ? (
        <div className={styles.problem} role="alert">
          {problem}
        </div>
      ) : null}
    </div>
  );
}
