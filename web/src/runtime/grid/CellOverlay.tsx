/** Stands over the active cell and holds the keyboard. Typing into it, also by an input method for Chinese, begins an
 * edit in place; kinds that are picked bring their own editor. */
import { Button } from "antd";
import {
  type ClipboardEventHandler,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useKinds } from "~/kinds/context";
import { alignmentOf, type Move } from "~/kinds/define";
import { FieldCell, FieldCellEdit } from "../fields";
import type { GridColumn } from "./columns";
import type { Pending, RowKey } from "./edits";
import styles from "./Grid.module.css";
import type { TableRow } from "./table";

export interface Editing {
  /** The row, wherever it stands by now. */
  key: RowKey;
  column: number;
  /** What opened the editor by being typed, or null when it was opened to change what is there. */
  typed: string | null;
}

interface CellOverlayProps {
  input: RefObject<HTMLTextAreaElement | null>;
  place: CSSProperties;
  /** On which side of the cell there is room for what is wrong with it. */
  side: "left" | "right";
  label: string;
  row: TableRow | undefined;
  column: GridColumn | undefined;
  value: unknown;
  values: Readonly<Record<string, unknown>>;
  pending: Pending | undefined;
  editing: Editing | null;
  onType: (typed: string) => void;
  onCommit: (value: unknown, move: Move) => void;
  /** The editor was left with a text that is no value; it is kept in the cell with the reason. */
  onUnread: (text: string, problem: string) => void;
  onCancel: () => void;
  onInsist: () => void;
  onYield: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onCopy: ClipboardEventHandler;
  onCut: ClipboardEventHandler;
  onPaste: ClipboardEventHandler;
}

export function CellOverlay(props: CellOverlayProps) {
  const { input, column, row, value, pending, editing } = props;
  const context = useKinds();
  const [problem, setProblem] = useState("");
  const composing = useRef(false);
  const committing = useRef(false);
  const opening = editing ? editing.typed !== null : true;
  const picked = column?.kind.CellEdit !== undefined && !(opening && column.kind.typedAsText);
  const asText = editing !== null && !picked;
  const asPicker = editing !== null && picked;

  const begun = useRef({ picked, text: "" });
  begun.current = {
    picked,
    text: pending?.text ?? (column ? column.kind.toText(value ?? null, column.field, context) : ""),
  };

  // An edit that was opened to change what is there begins with its text.
  useLayoutEffect(() => {
    const element = input.current;
    setProblem("");
    committing.current = false;
    if (!element) return;
    if (!editing || begun.current.picked) {
      element.value = "";
    } else if (editing.typed === null) {
      element.value = begun.current.text;
      element.setSelectionRange(element.value.length, element.value.length);
    }
    if (!editing || !begun.current.picked) element.focus({ preventScroll: true });
  }, [editing, input]);

  async function commit(move: Move): Promise<void> {
    const element = input.current;
    if (!asText || !column || !element || committing.current) return;
    committing.current = true;
    const parsed = await column.kind.fromText(element.value, column.field, context);
    if ("problem" in parsed && move === null) {
      props.onUnread(element.value, parsed.problem);
    } else if ("problem" in parsed) {
      committing.current = false;
      setProblem(parsed.problem);
    } else {
      props.onCommit(parsed.value, move);
    }
  }

  function onInput(): void {
    setProblem("");
    if (editing || composing.current) return;
    const typed = input.current?.value ?? "";
    if (typed) props.onType(typed);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || composing.current) return;
    if (!asText) return props.onKeyDown(event);
    const { key, shiftKey, altKey } = event;
    const typed = editing.typed !== null;
    const arrows: Partial<Record<string, Move>> = {
      ArrowDown: "down",
      ArrowUp: "up",
      ArrowLeft: "left",
      ArrowRight: "right",
    };
    const arrow = arrows[key];
    if (key === "Escape") {
      props.onCancel();
    } else if (key === "Enter" && altKey) {
      input.current?.setRangeText("\n", input.current.selectionStart, input.current.selectionEnd, "end");
    } else if (key === "Enter" || key === "Tab") {
      void commit(key === "Enter" ? (shiftKey ? "up" : "down") : shiftKey ? "left" : "right");
    } else if (typed && arrow) {
      void commit(arrow);
    } else {
      return event.stopPropagation();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const told = problem || (!editing ? (pending?.problem ?? "") : "");
  return (
    <div
      className={styles.overlay}
      style={props.place}
      data-awake={editing ? true : undefined}
      data-failed={problem ? true : undefined}
    >
      <textarea
        ref={input}
        className={styles.input}
        style={{
          textAlign: column ? alignmentOf(column.kind, column.field) : "left",
          ...(asPicker ? { display: "none" } : {}),
        }}
        rows={1}
        aria-label={props.label}
        aria-invalid={told !== ""}
        readOnly={column ? !column.writable : true}
        spellCheck={false}
        autoComplete="off"
        onInput={onInput}
        onCompositionStart={() => {
          composing.current = true;
          if (!editing && !picked && column?.writable) props.onType("");
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          const typed = event.currentTarget.value;
          if (!editing && picked && typed) props.onType(typed);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void commit(null)}
        onCopy={asText ? undefined : props.onCopy}
        onCut={asText ? undefined : props.onCut}
        onPaste={asText ? undefined : props.onPaste}
      />
      {asPicker && column && row ? (
        <FieldCellEdit
          field={column.field}
          value={value ?? null}
          values={props.values}
          typed={editing.typed}
          onCommit={props.onCommit}
          onCancel={props.onCancel}
        />
      ) : null}
      {told ? <CellProblem {...props} text={told} /> : null}
    </div>
  );
}

function CellProblem({
  text,
  side,
  column,
  pending,
  onInsist,
  onYield,
}: CellOverlayProps & { text: string }) {
  const { t } = useTranslation("grid");
  return (
    <div className={styles.problem} data-side={side} role="alert">
      {text}
      {pending?.theirs && column ? (
        <>
          <div>
            {t("conflict.theirs")} <FieldCell field={column.field} value={pending.theirs.value} />
          </div>
          <div className={styles.choices}>
            <Button size="small" onClick={onInsist}>
              {t("conflict.mine_stands")}
            </Button>
            <Button size="small" onClick={onYield}>
              {t("conflict.theirs_stands")}
            </Button>
          </div>
        </>
      ) : pending?.state === "failed" ? (
        <div className={styles.choices}>
          <Button size="small" onClick={onYield}>
            {t("discard")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
