/** An editor of several lines over a cell: Enter ends it as in a spreadsheet; with Alt it begins a new line. */
import { type KeyboardEvent, useState } from "react";
import { TextArea } from "~/ui/controls";
import type { CellEditProps } from "./define";

export function LinesCellEdit({ value, typed, onCommit, onCancel }: CellEditProps<string>) {
  const [text, setText] = useState(typed ?? value ?? "");
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && (event.altKey || event.ctrlKey)) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      setText(`${text.slice(0, selectionStart)}\n${text.slice(selectionEnd)}`);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      const [forth, back] = event.key === "Enter" ? (["down", "up"] as const) : (["right", "left"] as const);
      onCommit(text.trimEnd() || null, event.shiftKey ? back : forth);
    }
  };
  return (
    <TextArea
      autoFocus
      autoSize={{ minRows: 3, maxRows: 8 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onKeyDown={onKeyDown}
      onBlur={() => onCommit(text.trimEnd() || null, null)}
      style={{ position: "absolute", zIndex: 5, top: 0, left: 0, minWidth: 280 }}
    />
  );
}
